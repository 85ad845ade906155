import { Module } from "@nestjs/common";
import type { Pool } from "pg";
import { DeliveryModule, PostingLedger, PostingListeners, PostingReads } from "../delivery/public.js";
import { GenealogyModule, RecordLotTransfers } from "../genealogy/public.js";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, WRITER_POOL } from "../platform/platform-tokens.js";
import { PlantDirectory, PlantsModule, UpsertMasterData } from "../plants/public.js";
import { PlaceHold, QualityModule } from "../quality/public.js";
import { AcceptMovements } from "./accept/accept-movements.js";
import { ApplyMovement } from "./apply/apply-movement.js";
import { DryRunMovement } from "./apply/dry-run-movement.js";
import { FailMovement } from "./apply/fail-movement.js";
import { MovementContextLoader } from "./apply/movement-context-loader.js";
import { MovementEffects } from "./apply/movement-effects.js";
import { MovementMoves } from "./apply/movement-moves.js";
import { SettleMovement } from "./apply/settle-movement.js";
import { MovementOrderAccess } from "./movement-orders.js";
import { ReadMovements } from "./reads/read-movements.js";
import { ReadStockBalances } from "./reads/read-stock-balances.js";
import { RecordConfirmedMovements } from "./record-confirmed-movements.js";
import { ApplySnapshot } from "./stock/apply-snapshot.js";
import { ConsumptionVariances } from "./variance/consumption-variances.js";
import { CriticalConsumption } from "./variance/critical-consumption.js";
import { HoldConsumption } from "./variance/hold-consumption.js";

const SERVICES = [
  { provide: MovementOrderAccess, useFactory: () => new MovementOrderAccess() },
  {
    provide: AcceptMovements,
    inject: [WRITER_POOL, UlidFactory, AuditLog],
    useFactory: (pool: Pool, ids: UlidFactory, audit: AuditLog) => new AcceptMovements(pool, ids, audit),
  },
  {
    provide: MovementContextLoader,
    inject: [PlantDirectory, PostingReads, CLOCK],
    useFactory: (plants: PlantDirectory, postings: PostingReads, clock: Clock) =>
      new MovementContextLoader(plants, postings, clock),
  },
  { provide: MovementMoves, inject: [AuditLog], useFactory: (audit: AuditLog) => new MovementMoves(audit) },
  {
    provide: MovementEffects,
    inject: [PostingLedger, MovementOrderAccess, Outbox, RecordLotTransfers],
    useFactory: (ledger: PostingLedger, access: MovementOrderAccess, outbox: Outbox, transfers: RecordLotTransfers) =>
      new MovementEffects(ledger, access, outbox, transfers),
  },
  {
    provide: ApplyMovement,
    inject: [UnitOfWork, MovementContextLoader, MovementOrderAccess, MovementEffects, MovementMoves],
    useFactory: (
      unitOfWork: UnitOfWork,
      contexts: MovementContextLoader,
      access: MovementOrderAccess,
      effects: MovementEffects,
      moves: MovementMoves,
    ) => new ApplyMovement(unitOfWork, contexts, access, effects, moves),
  },
  {
    provide: DryRunMovement,
    inject: [UnitOfWork, MovementContextLoader, MovementOrderAccess],
    useFactory: (unitOfWork: UnitOfWork, contexts: MovementContextLoader, access: MovementOrderAccess) =>
      new DryRunMovement(unitOfWork, contexts, access),
  },
  {
    provide: FailMovement,
    inject: [UnitOfWork, MovementMoves],
    useFactory: (unitOfWork: UnitOfWork, moves: MovementMoves) => new FailMovement(unitOfWork, moves),
  },
  {
    provide: SettleMovement,
    inject: [PostingListeners, AuditLog],
    useFactory: (listeners: PostingListeners, audit: AuditLog): SettleMovement => {
      const settleMovement = new SettleMovement(audit);
      listeners.register(settleMovement);
      return settleMovement;
    },
  },
  {
    provide: ReadMovements,
    inject: [UnitOfWork, PostingLedger],
    useFactory: (unitOfWork: UnitOfWork, ledger: PostingLedger) => new ReadMovements(unitOfWork, ledger),
  },
  {
    provide: ReadStockBalances,
    inject: [UnitOfWork],
    useFactory: (unitOfWork: UnitOfWork) => new ReadStockBalances(unitOfWork),
  },
  {
    provide: RecordConfirmedMovements,
    inject: [UlidFactory, Outbox, AuditLog],
    useFactory: (ids: UlidFactory, outbox: Outbox, audit: AuditLog) => new RecordConfirmedMovements(ids, outbox, audit),
  },
  {
    provide: ApplySnapshot,
    inject: [UnitOfWork, UpsertMasterData, Outbox, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, masterData: UpsertMasterData, outbox: Outbox, clock: Clock) =>
      new ApplySnapshot(unitOfWork, masterData, outbox, clock),
  },
  {
    provide: ConsumptionVariances,
    inject: [UnitOfWork, Outbox, CLOCK, CriticalConsumption],
    useFactory: (...parts: ConstructorParameters<typeof ConsumptionVariances>) => new ConsumptionVariances(...parts),
  },
  {
    provide: CriticalConsumption,
    inject: [PostingLedger, UlidFactory],
    useFactory: (ledger: PostingLedger, ids: UlidFactory) => new CriticalConsumption(ledger, ids),
  },
  {
    provide: HoldConsumption,
    inject: [PlaceHold, CLOCK],
    useFactory: (holds: PlaceHold, clock: Clock) => new HoldConsumption(holds, clock),
  },
];

/** Inventory movements, stock as ERP and WMS report it, and consumption against plan. */
@Module({
  imports: [PlantsModule, DeliveryModule, GenealogyModule, QualityModule],
  providers: SERVICES,
  exports: SERVICES.map(({ provide }) => provide),
})
export class MovementsModule {}
