import { Module } from "@nestjs/common";
import type { Pool } from "pg";
import { DeliveryModule, PostingLedger, PostingListeners, PostingReads } from "../delivery/public.js";
import { GenealogyModule, RecordGenealogy } from "../genealogy/public.js";
import type { Clock } from "../kernel/clock.js";
import {
  ConsumptionVariances,
  MovementOrderAccess,
  MovementsModule,
  RecordConfirmedMovements,
} from "../movements/public.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, WRITER_POOL } from "../platform/platform-tokens.js";
import { PlantDirectory, PlantsModule } from "../plants/public.js";
import { QualityModule } from "../quality/public.js";
import { AcceptOrders } from "./accept/accept.js";
import { ApplyConfirmation } from "./execution/apply-confirmation.js";
import { CompleteOrder } from "./execution/complete-order.js";
import { ComponentConsumption } from "./execution/component-consumption.js";
import { OrdersOfMovements } from "./execution/movement-orders.js";
import { ConfirmedLots } from "./execution/confirmed-lots.js";
import { ConfirmationEffects } from "./execution/confirmation-effects.js";
import { ConfirmationMoves } from "./execution/confirmation-moves.js";
import { FailConfirmation } from "./execution/fail-confirmation.js";
import { DryRunRelease } from "./release/dry-run-release.js";
import { ExecutionContextLoader } from "./execution/execution-context-loader.js";
import { HOLD_PROVIDERS } from "./holds/hold-providers.js";
import { HoldGuard } from "./holds/hold-guard.js";
import { ReportGuard } from "./holds/report-guard.js";
import { LINK_PROVIDERS } from "./link/link-providers.js";
import { AbandonRelease } from "./release/abandon-release.js";
import { ReadConfirmations } from "./reads/read-confirmations.js";
import { ReadOrders } from "./reads/read-orders.js";
import { ReadTimeline } from "./reads/read-timeline.js";
import { SettlePosting } from "./execution/settle-posting.js";
import { AcceptCommands } from "./commands/accept-commands.js";
import { CarryOutCommand } from "./commands/carry-out-command.js";
import { MoveOrder } from "./commands/move-order.js";
import { RepeatRelease } from "./commands/repeat-release.js";
import { AcceptReversals } from "./reversal/accept-reversals.js";
import { ApplyReversal } from "./reversal/apply-reversal.js";
import { ReopenOrder } from "./reversal/reopen-order.js";
import { ReversalEffects } from "./reversal/reversal-effects.js";

const COMMANDS = [
  {
    provide: AcceptCommands,
    inject: [WRITER_POOL, UlidFactory, AuditLog],
    useFactory: (pool: Pool, ids: UlidFactory, audit: AuditLog) => new AcceptCommands(pool, ids, audit),
  },
  {
    provide: CarryOutCommand,
    inject: [UnitOfWork, AuditLog, Outbox, PostingReads],
    useFactory: (unitOfWork: UnitOfWork, audit: AuditLog, outbox: Outbox, postings: PostingReads): CarryOutCommand => {
      const moves = new MoveOrder(audit, outbox);
      return new CarryOutCommand(unitOfWork, moves, new RepeatRelease(moves), postings);
    },
  },
];

const REVERSALS = [
  {
    provide: AcceptReversals,
    inject: [WRITER_POOL, UlidFactory, AuditLog, UnitOfWork],
    useFactory: (pool: Pool, ids: UlidFactory, audit: AuditLog, unitOfWork: UnitOfWork) =>
      new AcceptReversals(pool, ids, audit, unitOfWork),
  },
  {
    provide: ReopenOrder,
    inject: [CompleteOrder, Outbox, AuditLog],
    useFactory: (completion: CompleteOrder, outbox: Outbox, audit: AuditLog) =>
      new ReopenOrder(completion, outbox, audit),
  },
  {
    provide: ReversalEffects,
    inject: [
      PostingLedger,
      RecordGenealogy,
      ComponentConsumption,
      RecordConfirmedMovements,
      ReopenOrder,
      Outbox,
      AuditLog,
    ],
    useFactory: (
      ledger: PostingLedger,
      genealogy: RecordGenealogy,
      consumption: ComponentConsumption,
      movements: RecordConfirmedMovements,
      reopening: ReopenOrder,
      outbox: Outbox,
      audit: AuditLog,
    ) => new ReversalEffects(ledger, { genealogy, consumption, movements }, reopening, outbox, audit),
  },
  {
    provide: ApplyReversal,
    inject: [UnitOfWork, ExecutionContextLoader, ReversalEffects],
    useFactory: (unitOfWork: UnitOfWork, contexts: ExecutionContextLoader, effects: ReversalEffects) =>
      new ApplyReversal(unitOfWork, contexts, effects),
  },
];

const SERVICES = [
  {
    provide: AcceptOrders,
    inject: [WRITER_POOL, UlidFactory, Outbox, AuditLog],
    useFactory: (pool: Pool, ids: UlidFactory, outbox: Outbox, audit: AuditLog) =>
      new AcceptOrders(pool, ids, outbox, audit),
  },
  {
    provide: CompleteOrder,
    inject: [PostingReads, Outbox, AuditLog, CLOCK, HoldGuard],
    useFactory: (postings: PostingReads, outbox: Outbox, audit: AuditLog, clock: Clock, holds: HoldGuard) =>
      new CompleteOrder(postings, outbox, audit, clock, holds),
  },
  {
    provide: ComponentConsumption,
    inject: [ConsumptionVariances],
    useFactory: (variances: ConsumptionVariances) => new ComponentConsumption(variances),
  },
  {
    provide: OrdersOfMovements,
    inject: [MovementOrderAccess, ComponentConsumption, ConfirmedLots, RecordGenealogy],
    useFactory: (
      access: MovementOrderAccess,
      consumption: ComponentConsumption,
      lots: ConfirmedLots,
      genealogy: RecordGenealogy,
    ): OrdersOfMovements => {
      const orders = new OrdersOfMovements(consumption, lots, genealogy);
      access.register(orders);
      return orders;
    },
  },
  {
    provide: ConfirmationEffects,
    inject: [
      PostingLedger,
      CompleteOrder,
      Outbox,
      AuditLog,
      RecordConfirmedMovements,
      ComponentConsumption,
      ConfirmedLots,
    ],
    useFactory: (
      ledger: PostingLedger,
      completion: CompleteOrder,
      outbox: Outbox,
      audit: AuditLog,
      movements: RecordConfirmedMovements,
      consumption: ComponentConsumption,
      lots: ConfirmedLots,
    ) => new ConfirmationEffects(ledger, completion, outbox, audit, { movements, consumption, lots }),
  },
  {
    provide: ConfirmationMoves,
    inject: [AuditLog],
    useFactory: (audit: AuditLog) => new ConfirmationMoves(audit),
  },
  {
    provide: ExecutionContextLoader,
    inject: [PlantDirectory, CLOCK],
    useFactory: (plants: PlantDirectory, clock: Clock) => new ExecutionContextLoader(plants, clock),
  },
  {
    provide: ApplyConfirmation,
    inject: [UnitOfWork, ExecutionContextLoader, ConfirmationEffects, ConfirmationMoves, CLOCK, ReportGuard],
    useFactory: (
      unitOfWork: UnitOfWork,
      contexts: ExecutionContextLoader,
      effects: ConfirmationEffects,
      moves: ConfirmationMoves,
      clock: Clock,
      guard: ReportGuard,
    ) => new ApplyConfirmation(unitOfWork, contexts, effects, moves, clock, guard),
  },
  {
    provide: FailConfirmation,
    inject: [UnitOfWork, ConfirmationMoves],
    useFactory: (unitOfWork: UnitOfWork, moves: ConfirmationMoves) => new FailConfirmation(unitOfWork, moves),
  },
  {
    provide: AbandonRelease,
    inject: [UnitOfWork, AuditLog],
    useFactory: (unitOfWork: UnitOfWork, audit: AuditLog) => new AbandonRelease(unitOfWork, audit),
  },
  {
    provide: DryRunRelease,
    inject: [UnitOfWork, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, clock: Clock) => new DryRunRelease(unitOfWork, clock),
  },
  { provide: ReadOrders, inject: [UnitOfWork], useFactory: (unitOfWork: UnitOfWork) => new ReadOrders(unitOfWork) },
  {
    provide: ReadConfirmations,
    inject: [UnitOfWork, PostingLedger],
    useFactory: (unitOfWork: UnitOfWork, ledger: PostingLedger) => new ReadConfirmations(unitOfWork, ledger),
  },
  {
    provide: ReadTimeline,
    inject: [UnitOfWork, PostingReads],
    useFactory: (unitOfWork: UnitOfWork, postings: PostingReads) => new ReadTimeline(unitOfWork, postings),
  },
  ...COMMANDS,
  ...HOLD_PROVIDERS,
  ...LINK_PROVIDERS,
  ...REVERSALS,
  {
    provide: SettlePosting,
    inject: [PostingReads, CompleteOrder, ReopenOrder, PostingListeners],
    useFactory: (
      postings: PostingReads,
      completion: CompleteOrder,
      reopening: ReopenOrder,
      listeners: PostingListeners,
    ): SettlePosting => {
      const settlePosting = new SettlePosting(postings, completion, reopening);
      listeners.register(settlePosting);
      return settlePosting;
    },
  },
];

/** Production orders: their acceptance, execution and representation. */
@Module({
  imports: [PlantsModule, DeliveryModule, GenealogyModule, MovementsModule, QualityModule],
  providers: SERVICES,
  exports: SERVICES.map(({ provide }) => provide),
})
export class OrdersModule {}
