import { type Context, fault, fine, type Judgement } from "./reading/judgement.js";
import { isPureComputation, isWrite, type Operation, operationAt, responsesOf } from "./reading/operations.js";
import { extensionOf } from "./reading/values.js";

/** Every refusal a caller can meet is documented. */
export default function errorsComplete(target: unknown, _options: unknown, context: Context): Judgement {
  const operation = operationAt(context.document.data, target, context.path);
  const statuses = new Set(responsesOf(context.document.data, operation).map(({ status }) => status));
  const missing = expectedStatuses(operation).filter((status) => !statuses.has(status));
  return missing.length === 0
    ? fine
    : fault(`the responses ${missing.join(", ")} are missing`, [...context.path, "responses"]);
}

/** 404 needs a resource that must be there (a POST below one may wait for it), 409 a change, 422 a body, 429 a limit. */
function expectedStatuses(operation: Operation): string[] {
  const changes = isWrite(operation) && !isPureComputation(operation);
  return [
    "400",
    "401",
    "403",
    ...(operation.template.includes("{") && operation.method !== "post" ? ["404"] : []),
    ...(changes ? ["409"] : []),
    ...(operation.value["requestBody"] === undefined ? [] : ["422"]),
    ...(extensionOf(operation.value)["rateLimit"] === undefined ? [] : ["429"]),
    "503",
  ];
}
