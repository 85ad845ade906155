import type { PostingDocument, PostingKind } from "../../connectors/public.js";
import type { Clock } from "../../kernel/clock.js";
import type { AuditIntent, AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PostingWriter } from "../posting-writer.js";
import { compareDocuments, mergeDocuments, mergeKey } from "./merge-documents.js";
import { AGGREGATE_MEMBERS, END_WINDOW, HAS_FOLLOWER, LOCK_WINDOW, OPEN_WINDOW } from "./window.statement.js";

/** Members of one aggregate, and items of its document, at most. */
export const MEMBERS_MAX = 500;

/** A posting that waits in a window. */
interface Member {
  readonly id: string;
  readonly destination: string;
  readonly kind: PostingKind;
  readonly document: PostingDocument;
  readonly correlation_id: string;
  readonly traceparent: string;
  readonly sla_ms: number;
}

/** An order whose postings wait. */
export interface WindowKey {
  readonly plantCode: string;
  readonly orderNumber: string;
}

/**
 * Postings of an order that wait to become fewer. They are always the last of their order: whatever is not in the window
 * closes it before it takes its place behind. The caller holds the lock of the order, as for everything in its lane.
 */
export class AggregationWindows {
  constructor(
    private readonly writer: PostingWriter,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** End of the window for a posting that may wait so long: the one that is open, unless that would be too late for it. */
  async join(tx: Tx, key: WindowKey, windowMs: number): Promise<Date> {
    const now = this.clock.now();
    const own = new Date(now.getTime() + windowMs);
    const { until } = await this.#open(tx, key);
    if (until !== null && until <= now) await this.close(tx, key);
    return until !== null && until > now && until < own ? until : own;
  }

  /** Closes a window that holds as many postings as one document may have members. */
  async closeFull(tx: Tx, key: WindowKey): Promise<void> {
    if ((await this.#open(tx, key)).count >= MEMBERS_MAX) await this.close(tx, key);
  }

  /**
   * Ends the window of an order: what belongs together becomes one posting, everything is due. One transaction with
   * whatever the caller does besides. @returns how many postings were in it
   */
  async close(tx: Tx, { plantCode, orderNumber }: WindowKey): Promise<number> {
    const members = await tx.query<Member>(LOCK_WINDOW, [plantCode, orderNumber]);
    const [first] = members;
    if (first === undefined) return 0;
    const groups = groupsOf(members);
    const [row] = await tx.query<{ hasFollower: boolean }>(HAS_FOLLOWER, [plantCode, orderNumber, first.id]);
    // An aggregate takes its place at the end: it must not come behind what came later than its members.
    const isApart = row?.hasFollower === true || groups.every((group) => group.length === 1);
    if (isApart) {
      const ids = members.map(({ id }) => id);
      await tx.query(END_WINDOW, [ids, this.clock.now()]);
    } else {
      await this.#aggregate(tx, { plantCode, orderNumber }, groups);
    }
    return members.length;
  }

  async #aggregate(tx: Tx, { plantCode, orderNumber }: WindowKey, groups: readonly (readonly Member[])[]) {
    const slaFrom = this.clock.now();
    const aggregates = groups.flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { correlation_id: correlationId, destination, kind, sla_ms: slaMs, traceparent } = first;
      const document = mergeDocuments(group.map((member) => member.document));
      const head = { plantCode, orderNumber, destination, kind, document, correlationId, traceparent };
      return [{ ...head, latencyClass: "BATCH" as const, slaFrom, slaMs, memberCount: group.length }];
    });
    const ids = await this.writer.write(tx, aggregates);
    const pairs = groups.flatMap((group, index) =>
      group.map((member) => ({ member: member.id, aggregate: ids[index] ?? "" })),
    );
    await tx.query(AGGREGATE_MEMBERS, [JSON.stringify(pairs)]);
    const byId = new Map(pairs.map(({ aggregate, member }) => [member, aggregate]));
    await this.audit.append(
      tx,
      groups.flat().map((member) => aggregated(plantCode, member, byId.get(member.id) ?? "")),
    );
  }

  async #open(tx: Tx, { plantCode, orderNumber }: WindowKey): Promise<{ count: number; until: Date | null }> {
    const [row] = await tx.query<{ count: number; until: Date | null }>(OPEN_WINDOW, [plantCode, orderNumber]);
    return row ?? { count: 0, until: null };
  }
}

/** Members of one document each, in the order in which the documents go to the ERP. */
function groupsOf(members: readonly Member[]): Member[][] {
  const groups: { readonly key: string; readonly members: Member[]; items: number }[] = [];
  for (const member of members.toSorted((a, b) => compareDocuments(a.document, b.document))) {
    const key = `${member.destination} ${mergeKey(member.document)}`;
    const items = member.document.items?.length ?? 0;
    const open = groups.findLast((group) => group.key === key);
    if (open === undefined || open.members.length >= MEMBERS_MAX || open.items + items > MEMBERS_MAX) {
      groups.push({ key, members: [member], items });
    } else {
      open.members.push(member);
      open.items += items;
    }
  }
  return groups.map((group) => group.members);
}

function aggregated(plantCode: string, member: Member, aggregate: string): AuditIntent {
  return {
    actor: "worker",
    action: "posting:aggregate",
    resourceType: "posting",
    resourceId: member.id,
    plantCode,
    correlationId: member.correlation_id,
    traceparent: member.traceparent,
    before: { state: "PENDING" },
    after: { state: "AGGREGATED", aggregatedInto: aggregate },
  };
}
