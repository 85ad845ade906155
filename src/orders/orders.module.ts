import { Module } from "@nestjs/common";
import type { Pool } from "pg";
import { DeliveryModule, PostingLedger, PostingListeners, PostingReads } from "../delivery/public.js";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, WRITER_POOL } from "../platform/platform-tokens.js";
import { PlantDirectory, PlantsModule } from "../plants/public.js";
import { AcceptOrders } from "./accept/accept.js";
import { ApplyConfirmation } from "./execution/apply-confirmation.js";
import { CompleteOrder } from "./execution/complete-order.js";
import { ConfirmationEffects } from "./execution/confirmation-effects.js";
import { ConfirmationMoves } from "./execution/confirmation-moves.js";
import { FailConfirmation } from "./execution/fail-confirmation.js";
import { DryRunRelease } from "./release/dry-run-release.js";
import { ExecutionContextLoader } from "./execution/execution-context-loader.js";
import { AbandonRelease } from "./release/abandon-release.js";
import { ReadConfirmations } from "./reads/read-confirmations.js";
import { ReadOrders } from "./reads/read-orders.js";
import { ReadTimeline } from "./reads/read-timeline.js";
import { SettlePosting } from "./execution/settle-posting.js";

const SERVICES = [
  {
    provide: AcceptOrders,
    inject: [WRITER_POOL, UlidFactory, Outbox, AuditLog],
    useFactory: (pool: Pool, ids: UlidFactory, outbox: Outbox, audit: AuditLog) =>
      new AcceptOrders(pool, ids, outbox, audit),
  },
  {
    provide: CompleteOrder,
    inject: [PostingReads, Outbox, AuditLog, CLOCK],
    useFactory: (postings: PostingReads, outbox: Outbox, audit: AuditLog, clock: Clock) =>
      new CompleteOrder(postings, outbox, audit, clock),
  },
  {
    provide: ConfirmationEffects,
    inject: [PostingLedger, CompleteOrder, Outbox, AuditLog],
    useFactory: (ledger: PostingLedger, completion: CompleteOrder, outbox: Outbox, audit: AuditLog) =>
      new ConfirmationEffects(ledger, completion, outbox, audit),
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
    inject: [UnitOfWork, ExecutionContextLoader, ConfirmationEffects, ConfirmationMoves, CLOCK],
    useFactory: (
      unitOfWork: UnitOfWork,
      contexts: ExecutionContextLoader,
      effects: ConfirmationEffects,
      moves: ConfirmationMoves,
      clock: Clock,
    ) => new ApplyConfirmation(unitOfWork, contexts, effects, moves, clock),
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
  {
    provide: SettlePosting,
    inject: [PostingReads, CompleteOrder, PostingListeners],
    useFactory: (postings: PostingReads, completion: CompleteOrder, listeners: PostingListeners): SettlePosting => {
      const settlePosting = new SettlePosting(postings, completion);
      listeners.register(settlePosting);
      return settlePosting;
    },
  },
];

/** Production orders: their acceptance, execution and representation. */
@Module({
  imports: [PlantsModule, DeliveryModule],
  providers: SERVICES,
  exports: SERVICES.map(({ provide }) => provide),
})
export class OrdersModule {}
