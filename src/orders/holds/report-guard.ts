import type { Finding } from "../../kernel/finding.js";
import { consumedLots, findCycle, genealogyProblems, producedLots } from "../../genealogy/public.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type HoldTargets, scopeKey } from "../../quality/public.js";
import { isFinal, type ConfirmationReport } from "../confirmation-report.js";
import { type ExecutionContext, refuse } from "../execution/checks/execution-context.js";
import { lotsOfReport } from "../execution/confirmed-lots.js";
import type { HoldGuard } from "./hold-guard.js";

/** Checks of a report that need the database: holds on what it reports, and lots that would be made of themselves. */
export class ReportGuard {
  constructor(
    private readonly targets: HoldTargets,
    private readonly holds: HoldGuard,
  ) {}

  async check(tx: Tx, context: ExecutionContext, report: ConfirmationReport): Promise<Finding[]> {
    return [...(await this.#holds(tx, context, report)), ...(await cycles(tx, context, report))];
  }

  /** Why a report of an order that is HELD is parked. */
  held(tx: Tx, { order, operations }: ExecutionContext, report: ConfirmationReport): Promise<Finding> {
    return this.holds.heldFinding(tx, order, operations, isFinal(report));
  }

  /** An order that was held before it was READY keeps its state; its work is refused all the same. */
  async #holds(tx: Tx, context: ExecutionContext, report: ConfirmationReport): Promise<Finding[]> {
    const { order, operations } = context;
    const { orderNumber, plantCode } = order;
    const { operationNumber } = report;
    const operation = operations.find((candidate) => candidate.operationNumber === operationNumber);
    const keys = [
      scopeKey({ type: "ORDER", orderNumber }),
      scopeKey({ type: "OPERATION", orderNumber, operationNumber }),
    ];
    const stopped = await this.targets.blocking(tx, plantCode, keys, "RELEASE");
    if (operation?.state !== "HELD" && stopped.length === 0) return [];
    return [await this.held(tx, context, report)];
  }
}

/** Whatever went into the order is in whatever comes out of it; only an order that reworks lots may lead back to one. */
async function cycles(tx: Tx, context: ExecutionContext, report: ConfirmationReport): Promise<Finding[]> {
  if (context.order.document.orderType === "REWORK") return [];
  const { inputs, outputs } = lotsOfReport(report, context);
  if (inputs.length + outputs.length === 0) return [];
  const { plantCode, orderNumber } = context.order;
  const consumed = [...inputs, ...(await consumedLots(tx, plantCode, orderNumber))];
  const made = [...outputs, ...(await producedLots(tx, plantCode, orderNumber))];
  const lot = await findCycle(tx, consumed, made);
  if (lot === undefined) return [];
  const message = `Lot ${lot.lotNumber} of ${lot.materialNumber} would be made of lots that were made of it.`;
  const fix = "Report another lot, or the work on an order of type REWORK.";
  return [refuse(genealogyProblems.GENEALOGY_CYCLE.code, "/producedLots", message, fix)];
}
