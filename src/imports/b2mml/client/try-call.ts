import type { CallResult } from "../report/file-report.js";
import type { GovernedClient } from "./governed-client.js";
import type { GovernedCall } from "../mapping/governed-documents.js";
import { memberOf } from "./member-of.js";
import { noAnswer, refusal } from "./refusal.js";

/** What a call would lead to: an order is validated by the gateway, other documents are only shown as mapped. */
export async function tryCall(client: GovernedClient, call: GovernedCall): Promise<CallResult> {
  const named = { operation: call.operation, resource: call.resource };
  if (call.operation !== "releaseOrder") return { ...named, outcome: "TAKEN", status: undefined };
  try {
    const reply = await client.request("POST", "/production-order/v1/validations", { body: call.body });
    if (reply.status >= 400) return { ...named, ...refusal(reply) };
    const isValidated = memberOf(reply.body, "verdict") === "VALIDATED";
    if (isValidated) return { ...named, outcome: "TAKEN", status: reply.status };
    return { ...named, outcome: "REFUSED", status: reply.status, problem: reply.body };
  } catch (error) {
    return { ...named, ...noAnswer(error) };
  }
}
