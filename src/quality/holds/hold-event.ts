import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { lotsOfScope, partitionKeyOf } from "../quality-scope.js";
import { type HoldState, isInForce } from "../states.js";
import type { Hold } from "./hold.js";

/** How a hold has changed. */
export interface HoldChange {
  readonly state: HoldState;
  readonly version: number;
  readonly changedBy: string;
  readonly reason?: string;
  readonly disposition?: "SCRAP" | "REWORK";
  readonly correlationId: string;
  readonly traceparent: string;
}

const NAMES: Readonly<Record<HoldState, string>> = {
  OPEN: "quality.hold-state-changed",
  RELEASE_REQUESTED: "quality.hold-state-changed",
  RELEASED: "quality.hold-released",
  EXPIRED: "quality.hold-released",
  REJECTED: "quality.hold-rejected",
};

/** Tells of a hold (HoldChanged of contracts/schemas/quality-event-messages.yaml). @param isNew it was just placed */
export async function tellOfHold(
  tx: Tx,
  outbox: Outbox,
  hold: Pick<Hold, "id" | "plantCode" | "scope" | "severity" | "effects" | "reasonCode" | "expiresAt">,
  change: HoldChange,
  isNew = false,
): Promise<void> {
  const { state, version, changedBy, reason, disposition, correlationId, traceparent } = change;
  await outbox.append(tx, [
    {
      name: isNew ? "quality.hold-placed" : NAMES[state],
      plantCode: hold.plantCode,
      partitionKey: partitionKeyOf(hold.plantCode, hold.scope),
      latencyClass: "RT",
      correlationId,
      traceparent,
      data: {
        holdId: hold.id,
        revision: version,
        state,
        scope: hold.scope,
        severity: hold.severity,
        effects: hold.effects,
        reasonCode: hold.reasonCode,
        lots: lotsOfScope(hold.scope),
        isOnHold: isInForce(state),
        changedBy,
        ...(reason === undefined ? {} : { reason }),
        ...(disposition === undefined ? {} : { disposition }),
        ...(hold.expiresAt === null ? {} : { expiresAt: hold.expiresAt.toISOString() }),
      },
    },
  ]);
}
