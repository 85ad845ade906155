import { type Context, type Judgement, judgement, passedOver } from "./reading/judgement.js";
import { headerOf, operationAt, responsesOf } from "./reading/operations.js";

/** 201 and 202 say where the new or future resource is; a POST that stores answers one of them. */
export default function successCode(target: unknown, _options: unknown, context: Context): Judgement {
  const root = context.document.data;
  const operation = operationAt(root, target, context.path);
  const announced = responsesOf(root, operation).filter(({ status }) => status === "201" || status === "202");
  if (announced.length === 0) return passedOver;
  const results = announced
    .filter(({ value }) => headerOf(root, value, "Location") === undefined)
    .map(({ status, path }) => ({ message: `response ${status} does not declare Location`, path }));
  return judgement(results, announced.length);
}
