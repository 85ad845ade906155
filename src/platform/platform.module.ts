import { type DynamicModule, Global, Module } from "@nestjs/common";
import type { Pool } from "pg";
import type { Logger } from "pino";
import { DataSource } from "typeorm";
import type { Configuration, ResponseValidation } from "../config/configuration.js";
import { type Clock, systemClock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AuditLog } from "./audit/audit-log.js";
import { openAuditLog } from "./audit/open-audit-log.js";
import { loadEventContracts } from "./messaging/event-contracts.js";
import { EventFeed } from "./messaging/event-feed.js";
import { EventSignal } from "./messaging/event-signal.js";
import { EventStream } from "./messaging/event-stream.js";
import { EventVersions } from "./messaging/event-versions.js";
import { EventsController } from "./messaging/events.controller.js";
import { OutboxRelay } from "./messaging/outbox-relay.js";
import { type EventValidator, Outbox } from "./messaging/outbox.js";
import { OperationWaiter } from "./operations/operation-waiter.js";
import { UnitOfWork } from "./persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION, LOGGER, POOL, WRITER_POOL } from "./platform-tokens.js";
import { HealthController } from "./telemetry/health.controller.js";
import { Metrics } from "./telemetry/metrics.js";
import { platformGauges } from "./telemetry/platform-gauges.js";
import { Readiness, type ReadinessCheck } from "./telemetry/readiness.js";
import { createTrafficLimits } from "./traffic/create-traffic-limits.js";
import { TrafficLimits } from "./traffic/traffic-limits.js";

/** What the process has opened before Nest starts. */
export interface PlatformResources {
  readonly configuration: Configuration;
  readonly dataSource: DataSource;
  readonly pool: Pool;
  readonly writerPool: Pool;
  readonly unitOfWork: UnitOfWork;
  readonly logger: Logger;
  readonly readinessChecks: readonly ReadinessCheck[];
}

/** Technical services that every capability may use. */
@Global()
@Module({})
export class PlatformModule {
  static forResources(resources: PlatformResources): DynamicModule {
    const given = [
      { provide: CONFIGURATION, useValue: resources.configuration },
      { provide: DataSource, useValue: resources.dataSource },
      { provide: POOL, useValue: resources.pool },
      { provide: WRITER_POOL, useValue: resources.writerPool },
      { provide: UnitOfWork, useValue: resources.unitOfWork },
      { provide: LOGGER, useValue: resources.logger },
      { provide: CLOCK, useValue: systemClock },
      { provide: Readiness, useValue: new Readiness(resources.readinessChecks) },
    ];
    const providers = [...given, ...SERVICES];
    return {
      module: PlatformModule,
      controllers: [EventsController, HealthController],
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }
}

const SERVICES = [
  { provide: UlidFactory, inject: [CLOCK], useFactory: (clock: Clock) => new UlidFactory(clock) },
  {
    provide: AuditLog,
    inject: [CLOCK, CONFIGURATION],
    useFactory: (clock: Clock, configuration: Configuration) => openAuditLog(configuration, clock),
  },
  {
    provide: EventSignal,
    inject: [CONFIGURATION, LOGGER],
    useFactory: ({ databaseUrl }: Configuration, logger: Logger) => new EventSignal(databaseUrl ?? "", logger),
  },
  {
    provide: Outbox,
    inject: [UlidFactory, CLOCK, CONFIGURATION, EventSignal],
    useFactory: (ids: UlidFactory, clock: Clock, { responseValidation }: Configuration, signal: EventSignal) =>
      new Outbox(ids, clock, eventValidator(responseValidation), signal),
  },
  {
    provide: OutboxRelay,
    inject: [UnitOfWork, LOGGER, EventSignal],
    useFactory: (unitOfWork: UnitOfWork, logger: Logger, signal: EventSignal) =>
      new OutboxRelay(unitOfWork, logger, signal),
  },
  { provide: EventVersions, useFactory: () => new EventVersions() },
  {
    provide: EventFeed,
    inject: [UnitOfWork, EventVersions],
    useFactory: (unitOfWork: UnitOfWork, versions: EventVersions) => new EventFeed(unitOfWork, versions),
  },
  {
    provide: EventStream,
    inject: [EventFeed, EventSignal],
    useFactory: (feed: EventFeed, signal: EventSignal) => new EventStream(feed, signal),
  },
  {
    provide: OperationWaiter,
    inject: [UnitOfWork, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, clock: Clock) => new OperationWaiter(unitOfWork, clock),
  },
  {
    provide: TrafficLimits,
    inject: [CONFIGURATION, UnitOfWork, CLOCK, LOGGER],
    useFactory: ({ traffic }: Configuration, unitOfWork: UnitOfWork, clock: Clock, logger: Logger) =>
      createTrafficLimits(traffic, unitOfWork, clock, logger),
  },
  {
    provide: Metrics,
    inject: [UnitOfWork],
    useFactory: (unitOfWork: UnitOfWork): Metrics => {
      const metrics = new Metrics();
      for (const gauge of platformGauges(unitOfWork)) metrics.addGauge(gauge);
      return metrics;
    },
  },
];

/** Events are answers to nobody in particular, so the setting for answers holds for them; a sample of them proves nothing. */
function eventValidator(mode: ResponseValidation): EventValidator | undefined {
  if (mode !== "enforce") return undefined;
  const contracts = loadEventContracts();
  return (event) => contracts.validateEvent(event);
}
