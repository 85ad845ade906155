import type { Clock } from "../../kernel/clock.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type DeliveryPolicy, slaMs } from "../latency/delivery-policy.js";
import { type PostingRow, toPosting } from "../posting-row.js";
import type { PostingWriter } from "../posting-writer.js";
import { MEMBERS_OF, MOVE_MEMBERS } from "./members.statement.js";
import { mergeDocuments } from "./merge-documents.js";

/**
 * Posts anew what an aggregate held besides the work of one source. The ERP can only take back a whole document, so the
 * reversal of one member takes all of them back, and the others follow right behind it in a document of their own.
 */
export class RepostOthers {
  constructor(
    private readonly writer: PostingWriter,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The caller has enqueued the reversal of the aggregate in this transaction. @param sourceId whose work is taken back */
  async run(tx: Tx, aggregateId: string, sourceId: string, policy: Pick<DeliveryPolicy, "sla">): Promise<void> {
    const members = (await tx.query<PostingRow>(MEMBERS_OF, [aggregateId])).map(toPosting);
    const others = members.filter((member) => member.sourceId !== sourceId);
    const [first] = others;
    if (first === undefined) return;
    const { correlationId, destination, kind, orderNumber, plantCode, traceparent } = first;
    const head = { plantCode, orderNumber, destination, kind, correlationId, traceparent };
    const [id] = await this.writer.write(tx, [
      {
        ...head,
        document: mergeDocuments(others.map((member) => member.document)),
        latencyClass: "NRT",
        slaFrom: this.clock.now(),
        slaMs: slaMs(policy, "NRT"),
        memberCount: others.length,
      },
    ]);
    await tx.query(MOVE_MEMBERS, [others.map((member) => member.id), id]);
    await this.audit.append(
      tx,
      others.map((member) => ({
        actor: "worker",
        action: "posting:aggregate",
        resourceType: "posting",
        resourceId: member.id,
        plantCode,
        correlationId: member.correlationId,
        traceparent: member.traceparent,
        before: { state: "AGGREGATED", aggregatedInto: aggregateId },
        after: { state: "AGGREGATED", aggregatedInto: id },
      })),
    );
  }
}
