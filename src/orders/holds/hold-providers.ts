import { HeldPostings, PostingLedger, PostingListeners } from "../../delivery/public.js";
import { RecordGenealogy } from "../../genealogy/public.js";
import type { Clock } from "../../kernel/clock.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CLOCK } from "../../platform/platform-tokens.js";
import { PlantDirectory } from "../../plants/public.js";
import { ExtendHolds, HoldTargets, ResolveHold } from "../../quality/public.js";
import { CompleteOrder } from "../execution/complete-order.js";
import { ConfirmedLots } from "../execution/confirmed-lots.js";
import { ApplyHoldChange, type HoldReach } from "./apply-hold-change.js";
import { ApplyUsageDecision } from "./apply-usage-decision.js";
import { BlockHeldReceipt } from "./block-held-receipt.js";
import { HeldOrders } from "./held-orders.js";
import { HoldGuard } from "./hold-guard.js";
import { ReceiptStock } from "./receipt-stock.js";
import { ReportGuard } from "./report-guard.js";

const HOLD_REACH = "HoldReach";

/** Wiring of what holds do to orders, their reports, their postings and their stock. */
export const HOLD_PROVIDERS = [
  { provide: HoldGuard, inject: [HoldTargets], useFactory: (targets: HoldTargets) => new HoldGuard(targets) },
  {
    provide: ReportGuard,
    inject: [HoldTargets, HoldGuard],
    useFactory: (targets: HoldTargets, holds: HoldGuard) => new ReportGuard(targets, holds),
  },
  {
    provide: ConfirmedLots,
    inject: [RecordGenealogy, ExtendHolds],
    useFactory: (genealogy: RecordGenealogy, holds: ExtendHolds) => new ConfirmedLots(genealogy, holds),
  },
  {
    provide: ReceiptStock,
    inject: [PostingLedger, CLOCK],
    useFactory: (ledger: PostingLedger, clock: Clock) => new ReceiptStock(ledger, clock),
  },
  {
    provide: HeldOrders,
    inject: [HoldTargets, Outbox, AuditLog],
    useFactory: (targets: HoldTargets, outbox: Outbox, audit: AuditLog) => new HeldOrders(targets, outbox, audit),
  },
  {
    provide: HOLD_REACH,
    inject: [HoldTargets, ResolveHold, HeldOrders, HeldPostings, ReceiptStock],
    useFactory: (
      targets: HoldTargets,
      resolution: ResolveHold,
      orders: HeldOrders,
      postings: HeldPostings,
      stock: ReceiptStock,
    ): HoldReach => ({ targets, resolution, orders, postings, stock }),
  },
  {
    provide: ApplyHoldChange,
    inject: [UnitOfWork, PlantDirectory, HOLD_REACH, CompleteOrder],
    useFactory: (unitOfWork: UnitOfWork, plants: PlantDirectory, reach: HoldReach, completion: CompleteOrder) =>
      new ApplyHoldChange(unitOfWork, plants, reach, completion),
  },
  {
    provide: ApplyUsageDecision,
    inject: [UnitOfWork, ReceiptStock],
    useFactory: (unitOfWork: UnitOfWork, stock: ReceiptStock) => new ApplyUsageDecision(unitOfWork, stock),
  },
  {
    provide: BlockHeldReceipt,
    inject: [ReceiptStock, PostingListeners],
    useFactory: (stock: ReceiptStock, listeners: PostingListeners): BlockHeldReceipt => {
      const listener = new BlockHeldReceipt(stock);
      listeners.register(listener);
      return listener;
    },
  },
];
