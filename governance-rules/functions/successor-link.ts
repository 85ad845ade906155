import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { headerOf, operationAt, responsesOf } from "./reading/operations.js";

/** A deprecated operation leads to what takes its place (RFC 5829 successor-version). */
export default function successorLink(target: unknown, _options: unknown, context: Context): Judgement {
  const root = context.document.data;
  const operation = operationAt(root, target, context.path);
  if (operation.value["deprecated"] !== true) return passedOver;
  const isLinked = responsesOf(root, operation)
    .filter(({ status }) => status.startsWith("2"))
    .every(({ value }) => headerOf(root, value, "Link") !== undefined);
  return isLinked ? fine : fault("a 2xx response does not declare Link with rel=successor-version");
}
