import type { Clock } from "../../kernel/clock.js";
import type { Tx } from "../persistence/unit-of-work.js";
import type { AuditIntent } from "./entry/audit-intent.js";
import { entryText } from "./entry/entry-text.js";
import { AuditNode } from "./node/audit-node.js";
import { type Commitment, commitmentsOf, keepPersonalValues } from "./personal-data.js";

export type { AuditIntent } from "./entry/audit-intent.js";

/** A numbered entry, ready to be written by any statement; its outcome is told to `AuditLog.settle`. */
export interface PreparedEntry {
  readonly nodeSeq: number;
  /** Canonical JSON; goes into il.audit_entry.entry byte for byte. */
  readonly text: string;
  /** Goes into il.audit_entry.mac. */
  readonly mac: string;
  readonly commitments: readonly Commitment[];
}

const INSERT = `
  INSERT INTO il.audit_entry (actor, action, resource_type, resource_id, plant_code, correlation_id, entry, mac)
  SELECT actor, action, resource_type, resource_id, plant_code, correlation_id, entry, mac
  FROM json_to_recordset($1) AS a(actor text, action text, resource_type text, resource_id text, plant_code text,
    correlation_id text, entry json, mac text)`;

/** Writes audit entries in the transaction of the change they record: no entry, no change. */
export class AuditLog {
  constructor(
    private readonly clock: Clock,
    readonly node: AuditNode = AuditNode.unkeyed(clock),
  ) {}

  async append(tx: Tx, intents: readonly AuditIntent[]): Promise<void> {
    if (intents.length === 0) return;
    const entries: { intent: AuditIntent; entry: PreparedEntry }[] = [];
    tx.onEnd((outcome) => {
      for (const { entry } of entries) this.node.settle(entry.nodeSeq, outcome);
    });
    for (const intent of intents) entries.push({ intent, entry: this.prepare(intent) });
    await tx.query(INSERT, [`[${entries.map(({ intent, entry }) => rowText(intent, entry)).join(",")}]`]);
    await keepPersonalValues(
      tx,
      entries.flatMap(({ entry }) => entry.commitments),
    );
  }

  /** For a statement that writes the entry itself. Whatever becomes of it, `node.settle` has to be told. */
  prepare(intent: AuditIntent): PreparedEntry {
    const commitments = intent.personal === undefined ? [] : commitmentsOf(intent.personal);
    const position = { node: this.node.id, ...this.node.take() };
    try {
      const pii = commitments.length === 0 ? {} : { commitments: byField(commitments) };
      const text = entryText(intent, { ...position, ...pii });
      return { nodeSeq: position.nodeSeq, text, mac: this.node.mac(text), commitments };
    } catch (error) {
      this.node.settle(position.nodeSeq, "ROLLED_BACK");
      throw error;
    }
  }

  /** The time an entry made now carries, RFC 3339. */
  now(): string {
    return this.clock.now().toISOString();
  }
}

/** The row as JSON with the entry's own text inside it: parsing and writing it again would be a second truth. */
function rowText(intent: AuditIntent, { text, mac }: PreparedEntry): string {
  const row = JSON.stringify({
    actor: intent.actor,
    action: intent.action,
    resource_type: intent.resourceType,
    resource_id: intent.resourceId,
    plant_code: intent.plantCode ?? null,
    correlation_id: intent.correlationId,
    mac,
  });
  return `${row.slice(0, -1)},"entry":${text}}`;
}

function byField(commitments: readonly Commitment[]): Record<string, string> {
  return Object.fromEntries(commitments.map(({ field, commitment }) => [field, commitment]));
}
