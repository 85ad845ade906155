import {
  type AcceptInTransaction,
  type AcceptResult,
  type TransactionWrite,
  Refusal,
} from "../../platform/accept/public.js";
import type { LotDispositions, LotDisposition, LotKey } from "../../genealogy/public.js";
import { appendEngineCommands, startCommand } from "../../platform/engine/engine-commands.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantDirectory } from "../../plants/public.js";
import { serialiseHolds } from "../holds/hold.js";
import type { HoldTargets } from "../holds/hold-targets.js";
import { qualityProblems } from "../problems.js";
import { insertQualityEvent } from "../quality-event.store.js";
import { type QualityScope, partitionKeyOf, scopeKey } from "../quality-scope.js";
import { activePlant, pastInstant } from "./active-plant.js";

export type UsageVerdict = "ACCEPT" | "REJECT" | "REWORK" | "SCRAP" | "CONCESSION";

/** UsageDecisionReport of the contract. */
export interface UsageDecisionReport {
  readonly scope: Extract<QualityScope, { type: "LOT" }>;
  readonly decision: UsageVerdict;
  readonly dispositionTo?: "RESTRICTED" | "UNRESTRICTED" | "CLOSED";
  readonly occurredAt: string;
}

/** Decisions after which a lot may be used. */
export const isUsable = (decision: UsageVerdict): boolean => decision === "ACCEPT" || decision === "CONCESSION";

/** Decides on the use of a lot. A hold that is in force restricts the lot all the same. */
export class DecideUsage {
  constructor(
    private readonly accept: AcceptInTransaction,
    private readonly plants: PlantDirectory,
    private readonly lots: LotDispositions,
    private readonly targets: HoldTargets,
    private readonly outbox: Outbox,
  ) {}

  async decide(write: TransactionWrite, eventId: string, report: UsageDecisionReport): Promise<AcceptResult> {
    const plant = await this.plants.profile(write.plantCode);
    return await this.accept.run(write, async (tx, operationId, now) => {
      const { plantCode, correlationId, traceparent } = write;
      const occurredAt = pastInstant(activePlant(plantCode, plant), report.occurredAt, now);
      await serialiseHolds(tx, plantCode);
      const { scope, decision } = report;
      const key = scopeKey(scope);
      const isOnHold = await this.targets.isHeld(tx, plantCode, [key, `MATERIAL:${scope.materialNumber}`]);
      const to = await this.#bring(tx, write, eventId, report, isOnHold);
      await insertQualityEvent(tx, write, { id: eventId, kind: "USAGE_DECISION", scope, occurredAt, operationId });
      const { materialNumber, lotNumber } = scope;
      const lots = [{ materialNumber, lotNumber, disposition: to }];
      const data = { qualityEventId: eventId, scope, decision, lots, isOnHold, occurredAt: report.occurredAt };
      const head = { plantCode, partitionKey: partitionKeyOf(plantCode, scope), correlationId, traceparent };
      await this.outbox.append(tx, [{ ...head, name: "quality.usage-decided", latencyClass: "RT", data }]);
      const input = { change: "DECIDED", plantCode, materialNumber, lotNumber, eventId, operationId };
      await appendEngineCommands(tx, [startCommand("quality-hold@1", `quality-decision:${eventId}`, input)]);
      return { resourceId: eventId, audited: { scope: key, decision, disposition: to }, isDone: false };
    });
  }

  /** @returns the disposition that the lot has now @throws Refusal LOT_DISPOSITION_CONFLICT */
  async #bring(
    tx: Tx,
    write: TransactionWrite,
    eventId: string,
    { scope, decision, dispositionTo }: UsageDecisionReport,
    isOnHold: boolean,
  ): Promise<LotDisposition> {
    const lot: LotKey = { plantCode: write.plantCode, ...scope };
    const cause = {
      reason: "usage-decided",
      sourceId: eventId,
      actor: write.clientId,
      correlationId: write.correlationId,
    };
    await this.lots.ensure(tx, lot, "UNRESTRICTED", cause);
    const wanted = dispositionTo ?? (isUsable(decision) ? "UNRESTRICTED" : "RESTRICTED");
    if (isOnHold && wanted === "CLOSED") throw conflict(lot, "held; end its holds before it is closed");
    const to = isOnHold ? "RESTRICTED" : wanted;
    if (await this.lots.bring(tx, lot, to, cause)) return to;
    throw conflict(lot, `${await this.lots.lock(tx, lot)}; a lot in this disposition cannot become ${to}`);
  }
}

function conflict({ materialNumber, lotNumber }: LotKey, what: string): Refusal {
  const text = `Lot ${lotNumber} of ${materialNumber} is ${what}.`;
  return new Refusal(qualityProblems.LOT_DISPOSITION_CONFLICT.code, text);
}
