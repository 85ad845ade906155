import { objectAt } from "./reading/dereference.js";
import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { isListOperation } from "./reading/list-operations.js";
import { operationAt, parameterOf, successSchema } from "./reading/operations.js";
import { propertiesOf } from "./reading/messages.js";

/** A list is read in pages of bounded size, forward by a cursor. */
export default function pageCursor(target: unknown, _options: unknown, context: Context): Judgement {
  const root = context.document.data;
  const operation = operationAt(root, target, context.path);
  if (!isListOperation(root, operation)) return passedOver;
  if (parameterOf(operation, "query", "cursor") === undefined) return fault("the query parameter cursor is missing");
  const limit = parameterOf(operation, "query", "limit");
  const isBounded = limit !== undefined && typeof objectAt(root, limit["schema"])["maximum"] === "number";
  if (!isBounded) return fault("the query parameter limit with a maximum is missing");
  const envelope = propertiesOf(root, successSchema(root, operation)?.value);
  const hasNext = Object.keys(envelope).some((name) => name.startsWith("next"));
  return envelope["items"] !== undefined && hasNext
    ? fine
    : fault("the answer has no envelope with items and nextCursor");
}
