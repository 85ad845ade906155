import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { isPureComputation, operationAt, parameterOf } from "./reading/operations.js";
import { isLengthBounded } from "./reading/patterns.js";
import { objectAt } from "./reading/dereference.js";
import { type Members, textOf } from "./reading/values.js";

const LENGTH_MAX = 255;

/** POST and PATCH take a required Idempotency-Key of bounded length, unless they only compute. */
export default function idempotencyKey(target: unknown, _options: unknown, context: Context): Judgement {
  const root = context.document.data;
  const operation = operationAt(root, target, context.path);
  if (operation.method !== "post" && operation.method !== "patch") return passedOver;
  if (isPureComputation(operation)) return fine;
  const header = parameterOf(operation, "header", "Idempotency-Key");
  if (header === undefined) return fault("the header Idempotency-Key is missing");
  if (header["required"] !== true) return fault("the header Idempotency-Key must be required");
  return isBounded(objectAt(root, header["schema"]))
    ? fine
    : fault(`the header Idempotency-Key must have at most ${LENGTH_MAX} characters`);
}

function isBounded(schema: Members): boolean {
  const { maxLength, pattern } = schema;
  if (typeof maxLength === "number") return maxLength <= LENGTH_MAX;
  return isLengthBounded(textOf(pattern)) || ["uuid", "ulid"].includes(textOf(schema["format"]));
}
