import type { AuditLog } from "../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { Posting } from "./posting.js";

const STATE = "SELECT state FROM il.posting WHERE external_key = $1";

const MOVE = `
  UPDATE il.posting SET state = $2, updated_at = clock_timestamp() WHERE external_key = $1 AND state = $3 RETURNING id`;

/** The posting that another one takes back. */
export class ReversedPosting {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** True when the posting takes none back, or one that is in the ERP. */
  async isInErp({ document: { reversesKey } }: Posting): Promise<boolean> {
    if (reversesKey === undefined) return true;
    const [reversed] = await this.unitOfWork.read<{ state: string }>(STATE, [reversesKey]);
    return reversed?.state === "POSTED";
  }

  /** POSTED → REVERSING → REVERSED, in the transaction in which the posting that takes it back is POSTED. */
  async markReversed(tx: Tx, { id, plantCode, correlationId, document: { reversesKey } }: Posting): Promise<void> {
    if (reversesKey === undefined) return;
    await tx.query(MOVE, [reversesKey, "REVERSING", "POSTED"]);
    const [reversed] = await tx.query<{ id: string }>(MOVE, [reversesKey, "REVERSED", "REVERSING"]);
    if (reversed === undefined) return;
    await this.audit.append(tx, [
      {
        actor: "worker",
        action: "posting:reverse",
        resourceType: "posting",
        resourceId: reversed.id,
        plantCode,
        correlationId,
        before: { state: "POSTED" },
        after: { state: "REVERSED", reversedBy: id },
      },
    ]);
  }
}
