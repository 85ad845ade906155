import "reflect-metadata";
import { join } from "node:path";
import type { NestFastifyApplication } from "@nestjs/platform-fastify";
import type { Logger } from "pino";
import { AppModule } from "./app.module.js";
import { GovernedApiClient } from "./cli/governed-api-client.js";
import type { Configuration } from "./config/configuration.js";
import { projectRoot } from "./config/project-root.js";
import { type ContractSet, describeRoutes, installGatewayHooks, loadContractSet } from "./gateway/public.js";
import { FolderWatcher } from "./imports/public.js";
import { systemClock } from "./kernel/clock.js";
import { UlidFactory } from "./kernel/ulid.js";
import { describeManagementApi, MANAGEMENT_DOCUMENT_PATH } from "./management-api.js";
import { OrchestrationRunner } from "./orchestration/public.js";
import { type GatewayApplication, createGatewayApplication } from "./platform/http/public.js";
import { EventStream } from "./platform/messaging/event-stream.js";
import { OutboxRelay } from "./platform/messaging/outbox-relay.js";
import { type Database, openDatabase } from "./platform/persistence/open-database.js";
import { pendingMigrations } from "./platform/persistence/migrate.js";
import {
  AUTHENTICATOR,
  AUTHORIZER,
  type Authenticator,
  type Authorizer,
  IssuerLocation,
  assertEveryRouteHasPermission,
} from "./platform/security/public.js";
import { createLogger } from "./platform/telemetry/logger.js";
import { Metrics } from "./platform/telemetry/metrics.js";
import { Readiness, type ReadinessCheck } from "./platform/telemetry/readiness.js";

/** A started process of any role. */
export interface StartedServer {
  /** Address it listens on. */
  readonly url: string;
  /** Drains and ends: no new traffic, running work, database. */
  close(): Promise<void>;
}

export interface StartOptions {
  /** Told the name of each step as it begins. */
  readonly onProgress?: (step: string) => void;
}

/**
 * Starts the roles of the configuration on a migrated database. @throws EnvironmentError when the database cannot be
 * used, ContractBindingError when contracts and handlers do not match, UnguardedRouteError for a route without permission
 */
export async function startServer(configuration: Configuration, options: StartOptions = {}): Promise<StartedServer> {
  const logger = createLogger(configuration);
  const progress = options.onProgress ?? (() => undefined);
  progress("opening the database");
  const database = await openDatabase(configuration, (error) =>
    logger.warn({ event: "database.connection-lost", err: error }),
  );
  try {
    progress("compiling the contracts");
    const contracts = loadContractSet(join(projectRoot, "contracts"));
    return await startRoles(configuration, database, contracts, logger, progress);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function startRoles(
  configuration: Configuration,
  database: Database,
  contracts: ContractSet,
  logger: Logger,
  progress: (step: string) => void,
): Promise<StartedServer> {
  const importConfiguration = { ...configuration };
  const importClient = new GovernedApiClient(importConfiguration);
  const readinessChecks = databaseChecks(database);
  const module = AppModule.compose({ configuration, ...database, logger, readinessChecks }, contracts, importClient);
  progress("starting the services");
  const { bodyLimitBytes, bodyDepth } = configuration;
  const ids = new UlidFactory(systemClock);
  const application = await createGatewayApplication(module, {
    clock: systemClock,
    ids,
    logger,
    bodyLimitBytes,
    bodyDepth,
  });
  prepare(application, configuration, contracts, logger);
  const { app } = application;
  await app.init();
  assertEveryRouteHasPermission(app, {
    contractRoutes: describeRoutes(contracts),
    openRoutes: [{ url: MANAGEMENT_DOCUMENT_PATH, reason: "describes the management API; holds no data" }],
  });
  await app.listen(configuration.port, configuration.host);
  const url = configuration.publicUrl ?? (await app.getUrl());
  app.get(IssuerLocation).settle(url);
  importConfiguration.publicUrl = url;
  progress("starting the workflows");
  await startWork(app, configuration);
  return { url, close: () => close(app, database, configuration, logger) };
}

function prepare(
  application: GatewayApplication,
  configuration: Configuration,
  contracts: ContractSet,
  logger: Logger,
): void {
  const { app, lifecycle } = application;
  const metrics = app.get(Metrics);
  lifecycle.onRequestFinished((request) => metrics.observeRequest(request));
  installGatewayHooks(application, {
    contracts,
    authenticator: app.get<Authenticator>(AUTHENTICATOR),
    authorizer: app.get<Authorizer>(AUTHORIZER),
    logger,
    responseValidation: configuration.responseValidation,
    onResponseViolation: (operationId) => metrics.countResponseViolation(operationId),
  });
  describeManagementApi(app);
}

function databaseChecks({ unitOfWork }: Database): ReadinessCheck[] {
  return [
    {
      name: "database",
      run: async () => {
        await unitOfWork.read("SELECT 1");
        return undefined;
      },
    },
    {
      name: "migrations",
      run: async () => {
        const pending = await pendingMigrations((statement) => unitOfWork.read(statement));
        return pending.length === 0 ? undefined : `${pending.length} pending`;
      },
    },
  ];
}

async function startWork(app: NestFastifyApplication, { role }: Configuration): Promise<void> {
  if (role === "gateway") return;
  await app.get(OrchestrationRunner).start();
  app.get(OutboxRelay).start();
  app.get(FolderWatcher).start();
}

/** New traffic stops first, then the feeds of work, then the work, and the database last. */
async function close(
  app: NestFastifyApplication,
  database: Database,
  { role }: Configuration,
  logger: Logger,
): Promise<void> {
  app.get(Readiness).markStopping();
  app.get(EventStream).close();
  if (role !== "gateway") {
    await app.get(FolderWatcher).stop();
    await app.get(OrchestrationRunner).stop();
    await app.get(OutboxRelay).stop();
  }
  await app.close();
  await database.close();
  logger.info({ event: "process.stopped" });
}
