import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DynamicModule, Global, Module, type Type } from "@nestjs/common";
import type { NestFastifyApplication } from "@nestjs/platform-fastify";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { createTestDatabase } from "../test-database.js";
import { type Configuration, readConfiguration } from "../../../src/config/configuration.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import { AuditLog } from "../../../src/platform/audit/audit-log.js";
import { createGatewayApplication } from "../../../src/platform/http/public.js";
import { type Database, openDatabase } from "../../../src/platform/persistence/open-database.js";
import { UnitOfWork } from "../../../src/platform/persistence/unit-of-work.js";
import { Metrics } from "../../../src/platform/telemetry/metrics.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../../../src/platform/platform-tokens.js";
import { readTlsOptions } from "../../../src/platform/security/client-certificates/read-tls-options.js";
import { ClientStore, type ClientDefinition } from "../../../src/platform/security/clients/client-store.js";
import { SecurityModule } from "../../../src/platform/security/security.module.js";
import { createTrafficLimits } from "../../../src/platform/traffic/create-traffic-limits.js";
import { TrafficLimits } from "../../../src/platform/traffic/traffic-limits.js";
import { ManualClock } from "./manual-clock.js";

/** The security module behind HTTP, on a real database, with the clock in the test's hand. */
export interface SecurityApplication {
  readonly app: NestFastifyApplication;
  readonly configuration: Configuration;
  readonly database: Database;
  readonly clock: ManualClock;
  /** Lines of the log, parsed. */
  readonly log: Readonly<Record<string, unknown>>[];
  /** Creates a client and returns its secret. */
  createClient(definition: ClientDefinition): Promise<string>;
  /** A token as the token endpoint answers it. */
  tokenOf(clientId: string, clientSecret: string): Promise<string>;
  close(): Promise<void>;
}

@Global()
@Module({})
class TestPlatformModule {}

@Module({})
class TestModule {}

/** What a test may set besides the defaults. */
export interface SecurityApplicationOptions {
  /** Settings of the configuration. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Another process of the same installation: its database and data folder are used and stay. */
  readonly beside?: SecurityApplication;
}

/** @param prepare runs before the first route is registered. */
export async function createSecurityApplication(
  controllers: Type[] = [],
  prepare: (server: FastifyInstance) => void = () => undefined,
  { settings = {}, beside }: SecurityApplicationOptions = {},
): Promise<SecurityApplication> {
  const testDatabase = beside === undefined ? await createTestDatabase() : undefined;
  const dataDir = beside?.configuration.dataDir ?? (await mkdtemp(join(tmpdir(), "interlock-security-")));
  const configuration = readConfiguration({
    INTERLOCK_DATABASE_URL: beside?.configuration.databaseUrl ?? testDatabase?.url,
    INTERLOCK_DATA_DIR: dataDir,
    ...settings,
  });
  const database = await openDatabase(configuration, () => undefined);
  const clock = beside?.clock ?? new ManualClock();
  const log: Readonly<Record<string, unknown>>[] = [];
  const logger = pino(
    { level: "debug" },
    { write: (line: string) => log.push(JSON.parse(line) as Readonly<Record<string, unknown>>) },
  );
  const ids = new UlidFactory(clock);
  const platform: DynamicModule = {
    module: TestPlatformModule,
    providers: [
      { provide: CONFIGURATION, useValue: configuration },
      { provide: CLOCK, useValue: clock },
      { provide: LOGGER, useValue: logger },
      { provide: UnitOfWork, useValue: database.unitOfWork },
      { provide: UlidFactory, useValue: ids },
      { provide: AuditLog, useValue: new AuditLog(clock) },
      { provide: Metrics, useValue: new Metrics() },
      {
        provide: TrafficLimits,
        useValue: createTrafficLimits(configuration.traffic, database.unitOfWork, clock, logger),
      },
    ],
    exports: [CONFIGURATION, CLOCK, LOGGER, UnitOfWork, UlidFactory, AuditLog, Metrics, TrafficLimits],
  };
  const module = { module: TestModule, imports: [platform, SecurityModule], controllers };
  const options = { clock, ids, logger, bodyLimitBytes: 65_536, bodyDepth: 12, tls: readTlsOptions(configuration.tls) };
  const { app, server } = await createGatewayApplication(module, options);
  prepare(server);
  await app.init();
  await server.ready();
  return {
    app,
    configuration,
    database,
    clock,
    log,
    createClient: async (definition) => {
      const store = app.get(ClientStore);
      return (await database.unitOfWork.run((tx) => store.create(tx, definition))).clientSecret;
    },
    tokenOf: async (clientId, clientSecret) => {
      const payload = new URLSearchParams({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
      });
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await app.inject({ method: "POST", url: "/oauth/token", headers, payload: payload.toString() });
      return answer.json<{ access_token: string }>().access_token;
    },
    close: async () => {
      await app.close();
      await database.close();
      if (testDatabase === undefined) return;
      await testDatabase.drop();
      await rm(dataDir, { recursive: true });
    },
  };
}
