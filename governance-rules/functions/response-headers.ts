import { type Context, type Judgement, judgement } from "./reading/judgement.js";
import { headerOf, operationAt, responsesOf } from "./reading/operations.js";
import { listOf, type Members } from "./reading/values.js";

/** Responses with a status of `statuses` (texts, `2XX` for a class) declare one of the headers `anyOf`. */
export default function responseHeaders(target: unknown, options: Members | null, context: Context): Judgement {
  const root = context.document.data;
  const wanted = listOf(options?.["statuses"]).map(String);
  const names = listOf(options?.["anyOf"]).map(String);
  const spoken = responsesOf(root, operationAt(root, target, context.path)).filter(
    ({ status }) => wanted.includes(status) || wanted.includes(`${status.slice(0, 1)}XX`),
  );
  const results = spoken
    .filter(({ value }) => !names.some((name) => headerOf(root, value, name) !== undefined))
    .map(({ status, path }) => ({ message: `response ${status} does not declare ${names.join(" or ")}`, path }));
  return judgement(results, spoken.length);
}
