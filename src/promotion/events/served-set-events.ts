import { newTraceparent } from "../../kernel/trace-context.js";
import type { EnterpriseEventIntent } from "../../platform/messaging/outbox.js";
import type { ContractActor } from "../../registry/public.js";
import type { PromotionRecord } from "../promotion-record.js";
import { type ServedEntries, type ServedEntry, isInForce } from "../served-entry.js";

/**
 * What a change of the served set means for those who use a line: what came into force, what is announced to end, and
 * what is gone. The writer holds the lock of promotions, so the events of a line are in the order of its changes.
 */
export function servedSetEvents(
  before: ServedEntries,
  record: PromotionRecord,
  actor: ContractActor,
): readonly EnterpriseEventIntent[] {
  const known = new Map(before.map((entry) => [entry.line, entry]));
  const current = new Set(record.served.map(({ line }) => line));
  return [
    ...record.served.flatMap((entry) => changeOf(known.get(entry.line), entry, record, actor)),
    ...before
      .filter((entry) => !current.has(entry.line) && isInForce(entry))
      .map((entry) => retired(entry, "SUSPENDED", record, actor)),
  ];
}

function changeOf(
  old: ServedEntry | undefined,
  entry: ServedEntry,
  record: PromotionRecord,
  actor: ContractActor,
): readonly EnterpriseEventIntent[] {
  if (entry.state === "retired") return old?.state === "retired" ? [] : [retired(entry, "SUNSET", record, actor)];
  const isBack = old?.state === "retired" || (old?.state === "deprecated" && entry.state === "promoted");
  const isNew = old?.digest !== entry.digest || isBack;
  const isAnnounced = entry.state === "deprecated" && (isNew || old.sunsetAt !== entry.sunsetAt);
  return [
    ...(isNew ? [promoted(old, entry, record, actor)] : []),
    ...(isAnnounced ? [deprecated(entry, record, actor)] : []),
  ];
}

function promoted(
  old: ServedEntry | undefined,
  entry: ServedEntry,
  record: PromotionRecord,
  actor: ContractActor,
): EnterpriseEventIntent {
  const isReplacing = old !== undefined && isInForce(old) && old.digest !== entry.digest;
  const action = record.action === "BOOTSTRAP" || record.action === "ROLLBACK" ? record.action : "PROMOTE";
  const replaced = isReplacing ? { replacedDigest: old.digest } : {};
  return intent("contract.promoted", entry, record, actor, { action, ...replaced });
}

function deprecated(entry: ServedEntry, record: PromotionRecord, actor: ContractActor): EnterpriseEventIntent {
  const { deprecatedAt, sunsetAt } = entry;
  return intent("contract.deprecated", entry, record, actor, { deprecatedAt, sunsetAt, ...successorOf(entry) });
}

function retired(
  entry: ServedEntry,
  cause: "SUNSET" | "SUSPENDED",
  record: PromotionRecord,
  actor: ContractActor,
): EnterpriseEventIntent {
  return intent("contract.retired", entry, record, actor, { cause, ...successorOf(entry) });
}

const successorOf = ({ successor }: ServedEntry) => (successor === undefined ? {} : { successor });

function intent(
  name: string,
  { line, version, digest }: ServedEntry,
  { id, reason }: PromotionRecord,
  { clientId, correlationId, traceparent }: ContractActor,
  data: Readonly<Record<string, unknown>>,
): EnterpriseEventIntent {
  return {
    name,
    partitionKey: line,
    latencyClass: "NRT",
    correlationId,
    traceparent: traceparent ?? newTraceparent(),
    data: { version, digest, promotionId: id, ...data, actor: clientId, reason },
  };
}
