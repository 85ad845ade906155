import { Module } from "@nestjs/common";
import type { Pool } from "pg";
import type { Logger } from "pino";
import type { Configuration } from "../config/configuration.js";
import { EnvironmentError } from "../config/environment-error.js";
import { ConnectorRegistry } from "../connectors/public.js";
import { DELIVERY_WORKER, DeliveryModule, DuePostings, LaneDrainer, PostingLedger } from "../delivery/public.js";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { ApplyMovement, ApplySnapshot, FailMovement, HoldConsumption, MovementsModule } from "../movements/public.js";
import {
  AbandonRelease,
  AdvanceRelease,
  ApplyConfirmation,
  ApplyHoldChange,
  ApplyUsageDecision,
  ApplyReversal,
  CarryOutCommand,
  FailConfirmation,
  OrdersModule,
  ReleaseAcknowledgement,
  ReleaseDispatch,
  ReleaseValidation,
  TrackPlantLink,
  cryptoRandom,
  releaseCheck,
} from "../orders/public.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION, LOGGER, POOL } from "../platform/platform-tokens.js";
import { PlantDirectory, PlantsModule } from "../plants/public.js";
import { ExpireHold, QualityModule } from "../quality/public.js";
import { CommandRelay } from "./command-relay.js";
import { DbosEngine } from "./dbos/dbos-engine.js";
import { EngineCommandStore } from "./engine-command.store.js";
import { EngineRetention } from "./engine-retention.js";
import { LaneTicker } from "./lane-ticker.js";
import { ExecutorStore } from "./liveness/executor.store.js";
import { Liveness } from "./liveness/liveness.js";
import { OrchestrationRunner } from "./orchestration-runner.js";
import { QuarantineSweep } from "./quarantine-sweep.js";
import { RecordRetention } from "./record-retention.js";
import { RecordRetentionStore } from "./record-retention.store.js";
import { ConfirmationReversal } from "./workflows/confirmation-reversal.js";
import { PlaceConsumptionHold } from "./workflows/consumption-hold.js";
import { DrainLane } from "./workflows/drain-lane.js";
import { ExecutionToErp } from "./workflows/execution-to-erp.js";
import { MovementToErp } from "./workflows/movement-to-erp.js";
import { OrderCommand } from "./workflows/order-command.js";
import { OrderRelease } from "./workflows/order-release.js";
import { QualityHold } from "./workflows/quality-hold.js";
import { StockSnapshot } from "./workflows/stock-snapshot.js";

const FIRST_BEAT_MS_MAX = 30_000;

const release = [
  {
    provide: AdvanceRelease,
    inject: [UnitOfWork, AuditLog, Outbox],
    useFactory: (unitOfWork: UnitOfWork, audit: AuditLog, outbox: Outbox) =>
      new AdvanceRelease(unitOfWork, audit, outbox),
  },
  {
    provide: ReleaseValidation,
    inject: [AdvanceRelease, CLOCK],
    useFactory: (advance: AdvanceRelease, clock: Clock) => new ReleaseValidation(advance, releaseCheck(clock)),
  },
  {
    provide: ReleaseDispatch,
    inject: [AdvanceRelease, PlantDirectory, ConnectorRegistry, TrackPlantLink],
    useFactory: (
      advance: AdvanceRelease,
      plants: PlantDirectory,
      connectors: ConnectorRegistry,
      link: TrackPlantLink,
    ) => new ReleaseDispatch(advance, plants, connectors, cryptoRandom, link),
  },
  {
    provide: ReleaseAcknowledgement,
    inject: [AdvanceRelease, PlantDirectory, PostingLedger],
    useFactory: (advance: AdvanceRelease, plants: PlantDirectory, ledger: PostingLedger) =>
      new ReleaseAcknowledgement(advance, plants, ledger),
  },
];

const flows = [
  {
    provide: OrderRelease,
    inject: [ReleaseValidation, ReleaseDispatch, ReleaseAcknowledgement, AbandonRelease, UlidFactory, LOGGER],
    useFactory: (
      validation: ReleaseValidation,
      dispatch: ReleaseDispatch,
      acknowledgement: ReleaseAcknowledgement,
      abandonment: AbandonRelease,
      ids: UlidFactory,
      logger: Logger,
    ) => new OrderRelease(validation, dispatch, acknowledgement, abandonment, ids, logger),
  },
  {
    provide: ExecutionToErp,
    inject: [ApplyConfirmation, FailConfirmation, LOGGER, LaneTicker],
    useFactory: (confirmations: ApplyConfirmation, failures: FailConfirmation, logger: Logger, ticker: LaneTicker) =>
      new ExecutionToErp(confirmations, failures, logger, () => ticker.nudge()),
  },
  {
    provide: MovementToErp,
    inject: [ApplyMovement, FailMovement, LaneTicker],
    useFactory: (movements: ApplyMovement, failures: FailMovement, ticker: LaneTicker) =>
      new MovementToErp(movements, failures, () => ticker.nudge()),
  },
  {
    provide: StockSnapshot,
    inject: [ApplySnapshot],
    useFactory: (snapshots: ApplySnapshot) => new StockSnapshot(snapshots),
  },
  {
    provide: OrderCommand,
    inject: [CarryOutCommand],
    useFactory: (commands: CarryOutCommand) => new OrderCommand(commands),
  },
  {
    provide: ConfirmationReversal,
    inject: [ApplyReversal, LaneTicker],
    useFactory: (reversals: ApplyReversal, ticker: LaneTicker) =>
      new ConfirmationReversal(reversals, () => ticker.nudge()),
  },
  {
    provide: QualityHold,
    inject: [ApplyHoldChange, ApplyUsageDecision, ExpireHold, CLOCK, LaneTicker],
    useFactory: (
      holds: ApplyHoldChange,
      decisions: ApplyUsageDecision,
      expiry: ExpireHold,
      clock: Clock,
      ticker: LaneTicker,
    ) => new QualityHold(holds, decisions, expiry, clock, () => ticker.nudge()),
  },
  {
    provide: PlaceConsumptionHold,
    inject: [HoldConsumption],
    useFactory: (holds: HoldConsumption) => new PlaceConsumptionHold(holds),
  },
  { provide: DrainLane, inject: [LaneDrainer], useFactory: (drainer: LaneDrainer) => new DrainLane(drainer) },
];

const engine = [
  {
    provide: DbosEngine,
    inject: [CONFIGURATION, POOL, LOGGER, DELIVERY_WORKER],
    useFactory: (configuration: Configuration, pool: Pool, logger: Logger, worker: string) =>
      new DbosEngine(databaseUrlOf(configuration), pool, logger, worker),
  },
  { provide: EngineCommandStore, useFactory: () => new EngineCommandStore() },
  {
    provide: CommandRelay,
    inject: [UnitOfWork, EngineCommandStore, DbosEngine, CLOCK, LOGGER],
    useFactory: (unitOfWork: UnitOfWork, store: EngineCommandStore, port: DbosEngine, clock: Clock, logger: Logger) =>
      new CommandRelay(unitOfWork, store, port, clock, logger),
  },
  {
    provide: LaneTicker,
    inject: [DuePostings, DbosEngine, UlidFactory, CLOCK, LOGGER],
    useFactory: (due: DuePostings, port: DbosEngine, ids: UlidFactory, clock: Clock, logger: Logger) =>
      new LaneTicker(due, port, ids, clock, logger),
  },
  {
    provide: EngineRetention,
    inject: [UnitOfWork, EngineCommandStore, DbosEngine, CLOCK, LOGGER],
    useFactory: (unitOfWork: UnitOfWork, store: EngineCommandStore, port: DbosEngine, clock: Clock, logger: Logger) =>
      new EngineRetention(unitOfWork, store, port, clock, logger),
  },
  {
    provide: Liveness,
    inject: [CONFIGURATION, UnitOfWork, DbosEngine, DuePostings, LOGGER],
    useFactory: (
      configuration: Configuration,
      unitOfWork: UnitOfWork,
      port: DbosEngine,
      due: DuePostings,
      logger: Logger,
    ) =>
      new Liveness(
        {
          databaseUrl: databaseUrlOf(configuration),
          executorTimeoutMs: configuration.executorTimeoutMs,
          firstBeatMsMax: FIRST_BEAT_MS_MAX,
        },
        new ExecutorStore(unitOfWork),
        port,
        logger,
        (executorId) => due.endLeasesOf(executorId),
      ),
  },
  {
    provide: RecordRetention,
    inject: [UnitOfWork, CLOCK, LOGGER],
    useFactory: (unitOfWork: UnitOfWork, clock: Clock, logger: Logger) =>
      new RecordRetention(unitOfWork, new RecordRetentionStore(), clock, logger),
  },
  {
    provide: QuarantineSweep,
    inject: [UnitOfWork, LOGGER],
    useFactory: (unitOfWork: UnitOfWork, logger: Logger) => new QuarantineSweep(unitOfWork, logger),
  },
];

const RUNNER = {
  provide: OrchestrationRunner,
  inject: [
    CONFIGURATION,
    DbosEngine,
    Liveness,
    CommandRelay,
    LaneTicker,
    EngineRetention,
    RecordRetention,
    QuarantineSweep,
    LaneDrainer,
    LOGGER,
  ],
  useFactory: (
    configuration: Configuration,
    port: DbosEngine,
    liveness: Liveness,
    relay: CommandRelay,
    ticker: LaneTicker,
    retention: EngineRetention,
    records: RecordRetention,
    sweep: QuarantineSweep,
    drainer: LaneDrainer,
    logger: Logger,
  ) =>
    new OrchestrationRunner(
      configuration,
      port,
      liveness,
      { relay, ticker, retention, records, sweep },
      drainer,
      logger,
    ),
};

/** Wiring of the workflow engine and the flows. The process starts the work with OrchestrationRunner.start(). */
@Module({
  imports: [PlantsModule, DeliveryModule, MovementsModule, OrdersModule, QualityModule],
  providers: [...release, ...flows, ...engine, RUNNER],
  exports: [CommandRelay, LaneTicker, OrchestrationRunner],
})
export class OrchestrationModule {
  constructor(
    port: DbosEngine,
    orderRelease: OrderRelease,
    execution: ExecutionToErp,
    movement: MovementToErp,
    snapshot: StockSnapshot,
    drainLane: DrainLane,
    orderCommand: OrderCommand,
    reversal: ConfirmationReversal,
    qualityHold: QualityHold,
    consumptionHold: PlaceConsumptionHold,
  ) {
    port.register(consumptionHold);
    port.register(qualityHold);
    port.register(orderRelease);
    port.register(orderCommand);
    port.register(reversal);
    port.register(execution);
    port.register(movement);
    port.register(snapshot);
    port.register(drainLane);
  }
}

function databaseUrlOf({ databaseUrl }: Configuration): string {
  if (databaseUrl === undefined) throw new EnvironmentError("INTERLOCK_DATABASE_URL is not set.");
  return databaseUrl;
}
