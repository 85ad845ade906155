import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { operationAt, parameterOf, responsesOf } from "./reading/operations.js";

/** Whoever takes a key says what a second use of it answers: 409 in progress, 422 used for another request. */
export default function idempotencyConflict(target: unknown, _options: unknown, context: Context): Judgement {
  const operation = operationAt(context.document.data, target, context.path);
  if (parameterOf(operation, "header", "Idempotency-Key") === undefined) return passedOver;
  const statuses = responsesOf(context.document.data, operation).map(({ status }) => status);
  const missing = ["409", "422"].filter((status) => !statuses.includes(status));
  return missing.length === 0
    ? fine
    : fault(`the responses ${missing.join(" and ")} are missing`, [...context.path, "responses"]);
}
