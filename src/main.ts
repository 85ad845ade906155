import "reflect-metadata";
import { join } from "node:path";
import type { NestFastifyApplication } from "@nestjs/platform-fastify";
import type { Logger } from "pino";
import { AppModule } from "./app.module.js";
import { GovernedApiClient } from "./cli/governed-api-client.js";
import type { Configuration } from "./config/configuration.js";
import { projectRoot } from "./config/project-root.js";
import {
  type ContractSet,
  type ServedApis,
  describeRoutes,
  installGatewayHooks,
  loadContractSet,
} from "./gateway/public.js";
import { FolderWatcher } from "./imports/public.js";
import { systemClock } from "./kernel/clock.js";
import { UlidFactory } from "./kernel/ulid.js";
import { describeManagementApi, MANAGEMENT_DOCUMENT_PATH } from "./management-api.js";
import { OrchestrationRunner } from "./orchestration/public.js";
import {
  CompileServedSet,
  type EvidenceProducer,
  FollowPromotions,
  PromoteBuiltIn,
  productEvidence,
} from "./promotion/public.js";
import { DeliveryUpkeep } from "./delivery/public.js";
import { RecoveryRunner } from "./recovery/public.js";
import { DenialRecorder } from "./platform/audit/public.js";
import { UsageRecorder } from "./usage/public.js";
import { type GatewayApplication, createGatewayApplication } from "./platform/http/public.js";
import { BackboneRunner } from "./backbone/public.js";
import { EventSignal } from "./platform/messaging/event-signal.js";
import { EventStream } from "./platform/messaging/event-stream.js";
import { OutboxRelay } from "./platform/messaging/outbox-relay.js";
import { type Database, openDatabase } from "./platform/persistence/open-database.js";
import { openDatabaseLater } from "./platform/persistence/open-database-later.js";
import { pendingMigrations } from "./platform/persistence/migrate.js";
import {
  AUTHENTICATOR,
  AUTHORIZER,
  type Authenticator,
  type Authorizer,
  IssuerLocation,
  ManagementAccess,
  assertEveryRouteHasPermission,
  guardMonitoring,
  readTlsOptions,
} from "./platform/security/public.js";
import { METRICS_PATH } from "./platform/telemetry/health.controller.js";
import { createLogger } from "./platform/telemetry/logger.js";
import { Metrics } from "./platform/telemetry/metrics.js";
import { Readiness, type ReadinessCheck } from "./platform/telemetry/readiness.js";
import { TrafficLimits, installTrafficHooks } from "./platform/traffic/public.js";

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
  /** Checks that judge contract candidates; without them those of the product. */
  readonly evidence?: readonly EvidenceProducer[];
  /** The database is away: serve the contracts that were served last until it is back. Role gateway only. */
  readonly isDetached?: boolean;
}

/**
 * Starts the roles of the configuration on a migrated database. @throws EnvironmentError when the database cannot be
 * used, ContractBindingError when contracts and handlers do not match, UnguardedRouteError for a route without permission
 */
export async function startServer(configuration: Configuration, options: StartOptions = {}): Promise<StartedServer> {
  const logger = createLogger(configuration);
  const progress = options.onProgress ?? (() => undefined);
  progress("opening the database");
  const open = options.isDetached === true ? openDatabaseLater : openDatabase;
  const database = await open(configuration, (error) => logger.warn({ event: "database.connection-lost", err: error }));
  try {
    progress("compiling the contracts");
    const contracts = loadContractSet(join(projectRoot, "contracts"));
    return await startRoles(configuration, database, contracts, logger, { ...options, onProgress: progress });
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
  { onProgress: progress, evidence, isDetached = false }: StartOptions & Required<Pick<StartOptions, "onProgress">>,
): Promise<StartedServer> {
  const importConfiguration = { ...configuration };
  const importClient = new GovernedApiClient(importConfiguration);
  const readinessChecks = databaseChecks(database);
  const resources = { configuration, ...database, logger, readinessChecks };
  const module = AppModule.compose(resources, contracts, importClient, evidence ?? productEvidence(systemClock));
  progress("starting the services");
  const { bodyLimitBytes, bodyDepth, http: limits } = configuration;
  const ids = new UlidFactory(systemClock);
  const application = await createGatewayApplication(module, {
    clock: systemClock,
    ids,
    logger,
    bodyLimitBytes,
    bodyDepth,
    limits,
    tls: readTlsOptions(configuration.tls),
  });
  const apis = prepare(application, configuration, logger);
  const { app } = application;
  progress("bringing the contracts into force");
  await serveContracts(app, apis, contracts, isDetached);
  await app.init();
  assertEveryRouteHasPermission(app, {
    contractRoutes: describeRoutes(contracts),
    openRoutes: [
      { url: MANAGEMENT_DOCUMENT_PATH, reason: "describes the management API; holds no data" },
      ...apis.apis.map((api) => ({
        url: `/${api}/*`,
        reason: "leads to promoted operations only, which ask themselves",
      })),
    ],
  });
  await app.listen(configuration.port, configuration.host);
  const url = configuration.publicUrl ?? (await listeningUrl(app, configuration));
  app.get(IssuerLocation).settle(url);
  importConfiguration.publicUrl = url;
  app.get(TrafficLimits).start();
  progress("starting the workflows");
  await startWork(app, configuration);
  return { url, close: () => close(app, database, configuration, logger) };
}

/** Nest takes every server of another adapter for one without TLS. */
async function listeningUrl(app: NestFastifyApplication, { tls }: Configuration): Promise<string> {
  const url = await app.getUrl();
  return tls === undefined ? url : url.replace(/^http:/, "https:");
}

function prepare(application: GatewayApplication, configuration: Configuration, logger: Logger): ServedApis {
  const { app, lifecycle } = application;
  const metrics = app.get(Metrics);
  lifecycle.onRequestFinished((request) => metrics.observeRequest(request));
  const denials = app.get(DenialRecorder);
  lifecycle.onRequestRefused((refusal) => denials.record(refusal));
  const apis = installGatewayHooks(application, {
    clock: systemClock,
    authenticator: app.get<Authenticator>(AUTHENTICATOR),
    authorizer: app.get<Authorizer>(AUTHORIZER),
    logger,
    responseValidation: configuration.responseValidation,
    onResponseViolation: (operationId) => metrics.countResponseViolation(operationId),
    ...(configuration.isUsageCounted ? { usage: app.get(UsageRecorder).start() } : {}),
  });
  installTrafficHooks(application.server, app.get(TrafficLimits));
  if (!configuration.isMonitoringOpen) {
    guardMonitoring(application.server, app.get(ManagementAccess), [METRICS_PATH, MANAGEMENT_DOCUMENT_PATH]);
  }
  describeManagementApi(app);
  return apis;
}

/** The product's own contracts first, when nothing else was decided; then whatever is in force, now and from now on. */
async function serveContracts(
  app: NestFastifyApplication,
  apis: ServedApis,
  contracts: ContractSet,
  isDetached: boolean,
): Promise<void> {
  const compiler = app.get(CompileServedSet);
  const follower = app.get(FollowPromotions);
  app.get(Metrics).addGauge({
    name: "interlock_promotion",
    help: "Number of the promotion that this process serves, and of the newest; they differ when it cannot serve that one.",
    label: "position",
    read: () => Promise.resolve(follower.positions),
  });
  for (const contract of contracts.contracts)
    if (contract.compiled !== undefined) compiler.add(contract.bundle().digest, contract.compiled);
  if (isDetached && (await follower.startFromSnapshot(apis))) return;
  await app.get(PromoteBuiltIn).run(contracts.contracts);
  await follower.startFromRegistry(apis);
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
  await app.get(EventSignal).start();
  if (role === "gateway") return;
  await app.get(OrchestrationRunner).start();
  app.get(OutboxRelay).start();
  await app.get(BackboneRunner).start();
  app.get(RecoveryRunner).start();
  app.get(DeliveryUpkeep).start();
  app.get(FolderWatcher).start();
}

/** New traffic stops first, then the feeds of work, then the work, and the database last. */
async function close(
  app: NestFastifyApplication,
  database: Database,
  { role }: Configuration,
  logger: Logger,
): Promise<void> {
  const traffic = app.get(TrafficLimits);
  app.get(Readiness).markStopping();
  app.get(EventStream).close();
  await app.get(FollowPromotions).stop();
  if (role !== "gateway") {
    await app.get(FolderWatcher).stop();
    await app.get(DeliveryUpkeep).stop();
    await app.get(RecoveryRunner).stop();
    await app.get(OrchestrationRunner).stop();
    await app.get(OutboxRelay).stop();
    await app.get(BackboneRunner).stop();
  }
  await app.get(EventSignal).stop();
  await app.close();
  await traffic.stop();
  await database.close();
  logger.info({ event: "process.stopped" });
}
