import { type Context, fault, type Judgement, judgement, passedOver, type Result } from "./reading/judgement.js";
import { headerOf, type Operation, operationAt, parameterOf, responsesOf } from "./reading/operations.js";
import { isObject, objectOf } from "./reading/values.js";

const HEADERS = ["X-Correlation-Id", "traceparent"];

/** A request may carry a correlation, and every answer with a body of its own returns it; an event names its own. */
export default function correlation(target: unknown, _options: unknown, context: Context): Judgement {
  if (context.path[0] !== "paths") return judgeMessage(target);
  const operation = operationAt(context.document.data, target, context.path);
  const isTaken = HEADERS.some((name) => parameterOf(operation, "header", name) !== undefined);
  if (!isTaken) return fault(`none of the headers ${HEADERS.join(", ")} is declared`);
  return judgement(withoutEcho(context.document.data, operation), 1);
}

function withoutEcho(root: unknown, operation: Operation): Result[] {
  return responsesOf(root, operation)
    .filter(({ status }) => status.startsWith("2"))
    .filter(({ value }) => !HEADERS.some((name) => headerOf(root, value, name) !== undefined))
    .map(({ status, path }) => ({ message: `response ${status} does not return ${HEADERS.join(" or ")}`, path }));
}

function judgeMessage(target: unknown): Judgement {
  if (!isObject(target) || typeof target["$ref"] === "string") return passedOver;
  return isObject(objectOf(target)["correlationId"]) ? judgement([], 1) : fault("correlationId is missing");
}
