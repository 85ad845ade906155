import { traceIdOf } from "../../../kernel/trace-context.js";
import type { AuditIntent } from "./audit-intent.js";

/** What the writing process adds to an intent. */
export interface EntryPosition {
  readonly node: string;
  readonly nodeSeq: number;
  /** Every number of the node up to this one is committed or declared void. */
  readonly settledSeq: number;
  /** RFC 3339, UTC. */
  readonly time: string;
  /** Commitments to personal values by field. */
  readonly commitments?: Readonly<Record<string, string>>;
}

/** Of the format of entries. */
export const ENTRY_VERSION = 1;

/** The entry as an object, before anything is written; members that do not apply are undefined. */
export function entryOf(intent: AuditIntent, position: EntryPosition): object {
  const { before, after, reason, meaning, contentHash, decision, policyVersion, rule, action } = intent;
  return {
    v: ENTRY_VERSION,
    node: position.node,
    nodeSeq: position.nodeSeq,
    settledSeq: position.settledSeq,
    time: position.time,
    actor: actorOf(intent),
    action,
    resource: resourceOf(intent),
    request: { correlationId: intent.correlationId, traceId: traceIdOf(intent.traceparent ?? ""), ...intent.request },
    decision,
    policyVersion,
    rule,
    contentHash,
    reason,
    meaning,
    before,
    after,
    pii: position.commitments,
  };
}

function actorOf(intent: AuditIntent): object {
  const { actor, actorKind, authenticationMethod, grants, onBehalfOf, tokenIdHash } = intent;
  return { sub: actor, kind: actorKind, authenticationMethod, grants, onBehalfOf, tokenIdHash };
}

function resourceOf({ resourceType, resourceId, resourceVersion, plantCode }: AuditIntent): object {
  return { type: resourceType, id: resourceId, version: resourceVersion, plant: plantCode };
}
