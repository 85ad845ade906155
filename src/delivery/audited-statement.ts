import type { AuditIntent, AuditLog } from "../platform/audit/audit-log.js";
import { isConnectionLoss } from "../platform/persistence/connection-loss.js";
import type { PreparedStatement, Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";

/** Actor, mac and text of an audit entry, in the order in which the statements take them. */
export type AuditValues = readonly [actor: string, mac: string, entry: string];

/**
 * Runs statements that write their own audit entry beside the row they change, or neither of them, and tells the audit
 * what became of the entry. A change and its entry then cost one round trip.
 */
export class AuditedStatement {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** As a transaction of its own. @param values those of the statement, around those of the entry */
  async alone<Row>(
    intent: AuditIntent,
    statement: PreparedStatement,
    values: (audit: AuditValues) => readonly unknown[],
  ): Promise<Row | undefined> {
    const { nodeSeq, mac, text } = this.audit.prepare(intent);
    try {
      const [row] = await this.unitOfWork.read<Row>(statement, values([intent.actor, mac, text]));
      this.audit.node.settle(nodeSeq, row === undefined ? "ROLLED_BACK" : "COMMITTED");
      return row;
    } catch (error) {
      this.audit.node.settle(nodeSeq, isConnectionLoss(error) ? "UNKNOWN" : "ROLLED_BACK");
      throw error;
    }
  }

  /** As part of a transaction. */
  async within<Row>(
    tx: Tx,
    intent: AuditIntent,
    statement: PreparedStatement,
    values: (audit: AuditValues) => readonly unknown[],
  ): Promise<Row | undefined> {
    const { nodeSeq, mac, text } = this.audit.prepare(intent);
    let isWritten = false;
    tx.onEnd((outcome) => this.audit.node.settle(nodeSeq, isWritten ? outcome : "ROLLED_BACK"));
    const [row] = await tx.query<Row>(statement, values([intent.actor, mac, text]));
    isWritten = row !== undefined;
    return row;
  }
}
