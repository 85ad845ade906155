import { type Context, type Judgement, judgement } from "./reading/judgement.js";
import { operationAt, responsesOf } from "./reading/operations.js";
import { objectOf } from "./reading/values.js";

/** Every 4xx and 5xx answer is a problem document. */
export default function problemMediaType(target: unknown, _options: unknown, context: Context): Judgement {
  const root = context.document.data;
  const refused = responsesOf(root, operationAt(root, target, context.path)).filter(({ status }) =>
    /^([45]|default$)/.test(status),
  );
  const results = refused
    .filter(({ value }) => objectOf(value["content"])["application/problem+json"] === undefined)
    .map(({ status, path }) => ({ message: `response ${status} is not application/problem+json`, path }));
  return judgement(results, refused.length);
}
