import type { CallResult, ImportOutcome } from "../report/file-report.js";
import type { GovernedClient, GovernedReply } from "./governed-client.js";
import type { GovernedCall } from "../mapping/governed-documents.js";
import { memberOf } from "./member-of.js";
import { putRecord } from "./put-record.js";
import { noAnswer, refusal } from "./refusal.js";

/** Seconds the gateway may use to bring the accepted work to an end before it answers. */
const WAIT_SECONDS = 2;

/** Sends one governed call and finds out what became of it; a failed connection is a result, not an exception. */
export async function sendCall(
  client: GovernedClient,
  call: GovernedCall,
  idempotencyKey: string,
): Promise<CallResult> {
  const named = { operation: call.operation, resource: call.resource };
  try {
    const reply = await (call.method === "POST" ? post(client, call, idempotencyKey) : putRecord(client, call));
    if (reply.status >= 400) return { ...named, ...refusal(reply) };
    return { ...named, status: reply.status, ...(await progressOf(client, call, reply)) };
  } catch (error) {
    return { ...named, ...noAnswer(error) };
  }
}

function post(client: GovernedClient, call: GovernedCall, idempotencyKey: string): Promise<GovernedReply> {
  const headers = { prefer: `wait=${WAIT_SECONDS}` };
  return client.request("POST", call.path, { body: call.body, idempotencyKey, headers });
}

type Progress = Pick<CallResult, "outcome" | "effect" | "problem" | "follow">;

/** A stored confirmation may still be in quarantine, which only its own resource tells. */
async function progressOf(client: GovernedClient, call: GovernedCall, reply: GovernedReply): Promise<Progress> {
  if (call.operation === "upsertMasterData") return effectOf(reply.body);
  const problem = memberOf(reply.body, "problem");
  const resource = memberOf(reply.body, "resource");
  const outcome = outcomeOfWork(memberOf(reply.body, "state"));
  const seen = { outcome, ...(problem === undefined ? {} : { problem }) };
  if (typeof resource !== "string") return seen;
  const reason = call.operation === "createConfirmation" ? await quarantineReason(client, resource) : undefined;
  if (reason === undefined) return { ...seen, follow: resource };
  return { outcome: "QUARANTINED", problem: problem ?? { code: reason }, follow: resource };
}

function effectOf(body: unknown): Progress {
  const effect = memberOf(body, "result");
  return { outcome: "TAKEN", ...(typeof effect === "string" ? { effect } : {}) };
}

/** States of OperationStatus; RUNNING work is stored and goes on. */
function outcomeOfWork(state: unknown): ImportOutcome {
  if (state === "FAILED") return "REFUSED";
  return state === "PARKED" ? "PARKED" : "TAKEN";
}

/** No answer here changes nothing: the confirmation is stored, and the report says where it can be followed. */
async function quarantineReason(client: GovernedClient, resource: string): Promise<string | undefined> {
  const reply = await client.request("GET", resource).catch(() => undefined);
  if (memberOf(reply?.body, "state") !== "QUARANTINED") return undefined;
  const reason = memberOf(reply?.body, "reason");
  return typeof reason === "string" ? reason : "QUARANTINED";
}
