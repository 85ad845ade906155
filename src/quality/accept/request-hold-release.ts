import type { AcceptInTransaction, AcceptResult, TransactionWrite, Written } from "../../platform/accept/public.js";
import type { Approvals } from "../../platform/approvals/public.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantDirectory } from "../../plants/public.js";
import type { Hold } from "../holds/hold.js";
import { tellOfHold } from "../holds/hold-event.js";
import { needsFourEyes, qualityPolicyOf } from "../quality-policy.js";
import { activePlant } from "./active-plant.js";
import { type HoldCommand, requireHold } from "./require-hold.js";

/** Subject type of the proposal that a release is decided by. */
export const HOLD_RELEASE = "hold-release";

const REQUEST = `
  UPDATE il.quality_hold SET state = 'RELEASE_REQUESTED', requested_by = $2, requested_at = now(), request_reason = $3,
    proposal_id = $4, version = version + 1, updated_at = now()
  WHERE id = $1`;

/**
 * Asks for the release of a hold. It opens a proposal whose author is whoever must not decide it: the one who asks, where
 * the severity needs four eyes, and always the one who placed the hold, under whatever account.
 */
export class RequestHoldRelease {
  constructor(
    private readonly accept: AcceptInTransaction,
    private readonly plants: PlantDirectory,
    private readonly approvals: Approvals,
    private readonly outbox: Outbox,
  ) {}

  async request(write: TransactionWrite, command: HoldCommand, reason: string): Promise<AcceptResult> {
    const plant = await this.plants.profile(write.plantCode);
    return await this.accept.run(write, async (tx) => {
      const hold = await requireHold(tx, command, "OPEN");
      const isFourEyes = needsFourEyes(hold.severity, qualityPolicyOf(activePlant(write.plantCode, plant)));
      return await this.#open(tx, write, hold, reason, isFourEyes);
    });
  }

  async #open(tx: Tx, write: TransactionWrite, hold: Hold, reason: string, isFourEyes: boolean): Promise<Written> {
    const { clientId, correlationId, traceparent } = write;
    const proposal = await this.approvals.propose(
      tx,
      {
        subject: { type: HOLD_RELEASE, id: hold.id },
        contentHash: hold.contentHash,
        author: isFourEyes ? clientId : hold.placedBy,
        permission: "quality:release",
        plantCode: hold.plantCode,
        attributes: { state: "RELEASE_REQUESTED" },
        riskClass: "STANDARD",
        barred: isFourEyes ? [hold.placedBy] : [],
        reason,
      },
      { actor: clientId, correlationId, traceparent },
    );
    await tx.query(REQUEST, [hold.id, clientId, reason, proposal.id]);
    const change = {
      state: "RELEASE_REQUESTED",
      version: hold.version + 1,
      changedBy: clientId,
      reason,
      correlationId,
      traceparent,
    } as const;
    await tellOfHold(tx, this.outbox, hold, change);
    return { resourceId: hold.id, audited: { state: "RELEASE_REQUESTED", reason }, isDone: true };
  }
}
