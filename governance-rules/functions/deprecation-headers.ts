import { type Context, type Judgement, judgement, passedOver, type Result } from "./reading/judgement.js";
import { headerOf, operationAt, responsesOf } from "./reading/operations.js";
import { extensionOf, textOf } from "./reading/values.js";

/** A deprecated operation says since when and until when (RFC 9745, RFC 8594). */
export default function deprecationHeaders(target: unknown, _options: unknown, context: Context): Judgement {
  const root = context.document.data;
  const operation = operationAt(root, target, context.path);
  if (operation.value["deprecated"] !== true) return passedOver;
  const success = responsesOf(root, operation).filter(({ status }) => status.startsWith("2"));
  const results: Result[] = success.flatMap(({ status, value, path }) =>
    ["Deprecation", "Sunset"]
      .filter((name) => headerOf(root, value, name) === undefined)
      .map((name) => ({ message: `response ${status} does not declare ${name}`, path })),
  );
  const hasSunset = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(textOf(extensionOf(target)["sunset"]));
  const undated = hasSunset ? [] : [{ message: "x-interlock.sunset must be a date such as 2027-06-30" }];
  return judgement([...results, ...undated], 1);
}
