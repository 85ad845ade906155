import canonicalize from "canonicalize";
import { traceIdOf } from "../../../kernel/trace-context.js";
import type { AuditIntent } from "./audit-intent.js";
import { ENTRY_VERSION, type EntryPosition } from "./entry-object.js";

/** What JSON.stringify makes of half a surrogate pair, and of a text that looks so once it is written. */
const PERHAPS_ILL_FORMED = "\\ud";

/**
 * The entry as RFC 8785 wants it, member by member in the order of their names: a third of what sorting an object
 * costs. Its first member is `action`; `nodeSeq` follows `node`; after `settledSeq` come `time` and `v` only, which
 * `readOwnEntry` relies on.
 * @returns undefined for what may be no well-formed text @throws Error for what RFC 8785 refuses, such as NaN
 */
export function writeEntry(intent: AuditIntent, position: EntryPosition): string | undefined {
  const { action, contentHash, decision, meaning, policyVersion, reason, rule } = intent;
  const { node, nodeSeq, settledSeq, time, commitments } = position;
  const text =
    `{"action":${JSON.stringify(action)},"actor":${writeActor(intent)}` +
    json("after", intent.after) +
    json("before", intent.before) +
    member("contentHash", contentHash) +
    member("decision", decision) +
    member("meaning", meaning) +
    `,"node":${JSON.stringify(node)},"nodeSeq":${nodeSeq}` +
    json("pii", commitments) +
    member("policyVersion", policyVersion) +
    member("reason", reason) +
    `,"request":${writeRequest(intent)},"resource":${writeResource(intent)}` +
    member("rule", rule) +
    `,"settledSeq":${settledSeq},"time":${JSON.stringify(time)},"v":${ENTRY_VERSION}}`;
  return text.includes(PERHAPS_ILL_FORMED) ? undefined : text;
}

function writeActor({ actor, actorKind, authenticationMethod, grants, onBehalfOf, tokenIdHash }: AuditIntent): string {
  const members =
    member("authenticationMethod", authenticationMethod) +
    (grants === undefined ? "" : `,"grants":${JSON.stringify(grants)}`) +
    member("kind", actorKind) +
    member("onBehalfOf", onBehalfOf) +
    member("sub", actor) +
    member("tokenIdHash", tokenIdHash);
  return `{${members.slice(1)}}`;
}

function writeRequest({ correlationId, traceparent, request }: AuditIntent): string {
  const { ip, route, status } = request ?? {};
  const members =
    member("correlationId", correlationId) +
    member("ip", ip) +
    member("route", route) +
    (status === undefined ? "" : `,"status":${JSON.stringify(status)}`) +
    member("traceId", traceparent === undefined ? undefined : traceIdOf(traceparent));
  return `{${members.slice(1)}}`;
}

function writeResource({ resourceType, resourceId, resourceVersion, plantCode }: AuditIntent): string {
  const members =
    member("id", resourceId) +
    member("plant", plantCode) +
    member("type", resourceType) +
    member("version", resourceVersion);
  return `{${members.slice(1)}}`;
}

/** Text in JSON is canonical as JavaScript writes it. */
function member(name: string, value: string | undefined): string {
  return value === undefined ? "" : `,"${name}":${JSON.stringify(value)}`;
}

function json(name: string, value: Readonly<Record<string, unknown>> | undefined): string {
  const text = value === undefined ? undefined : canonicalize(value);
  return text === undefined ? "" : `,"${name}":${text}`;
}
