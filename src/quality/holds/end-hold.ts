import { appendEngineCommands, startCommand } from "../../platform/engine/engine-commands.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { Hold } from "./hold.js";
import { serialiseHolds } from "./hold.js";
import { tellOfHold } from "./hold-event.js";
import type { HoldTargets } from "./hold-targets.js";

/** How a hold ends. */
export interface HoldEnd {
  readonly state: "RELEASED" | "REJECTED" | "EXPIRED";
  readonly endedBy: string;
  readonly reason: string;
  readonly disposition?: "SCRAP" | "REWORK";
  /** Operation whose work the end is; undefined when nobody asked for it. */
  readonly operationId?: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

const END = `
  UPDATE il.quality_hold SET state = $2, decided_by = $3, decided_at = now(), decision_reason = $4, disposition = $5,
    version = version + 1, updated_at = now()
  WHERE id = $1`;

/** Ends a hold: nothing is held by it any more, and a workflow lets what it held back go on. */
export class EndHold {
  constructor(
    private readonly targets: HoldTargets,
    private readonly outbox: Outbox,
  ) {}

  /** The caller holds the hold's row. */
  async end(tx: Tx, hold: Hold, end: HoldEnd): Promise<void> {
    await serialiseHolds(tx, hold.plantCode);
    const { state, endedBy, reason, disposition, operationId, correlationId, traceparent } = end;
    await tx.query(END, [hold.id, state, endedBy, reason, disposition ?? null]);
    await this.targets.end(tx, hold.id);
    await tellOfHold(tx, this.outbox, hold, {
      state,
      version: hold.version + 1,
      changedBy: endedBy,
      reason,
      ...(disposition === undefined ? {} : { disposition }),
      correlationId,
      traceparent,
    });
    const input = { holdId: hold.id, change: "ENDED", ...(operationId === undefined ? {} : { operationId }) };
    await appendEngineCommands(tx, [startCommand("quality-hold@1", `quality-hold:${hold.id}:ended`, input)]);
  }
}
