import { dereference } from "./reading/dereference.js";
import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { propertiesOf } from "./reading/messages.js";
import { operationAt, successSchema } from "./reading/operations.js";
import { isObject, objectOf } from "./reading/values.js";

/** Who takes many documents at once bounds them and answers each. */
export default function bulkPartial(target: unknown, _options: unknown, context: Context): Judgement {
  const root = context.document.data;
  const operation = operationAt(root, target, context.path);
  const body = objectOf(dereference(root, operation.value["requestBody"]).value);
  const schema = objectOf(Object.values(objectOf(body["content"]))[0])["schema"];
  const list = listIn(root, schema);
  if (list === undefined) return passedOver;
  if (typeof list["maxItems"] !== "number") return fault("the list of the request has no maxItems");
  const answer = successSchema(root, operation)?.value;
  return listIn(root, answer) === undefined ? fault("the answer has no result per item") : fine;
}

/** The list a batch consists of: the body itself, or its items, entries or results. */
function listIn(root: unknown, schema: unknown): Readonly<Record<string, unknown>> | undefined {
  const value = objectOf(dereference(root, schema).value);
  if (value["type"] === "array") return value;
  const properties = propertiesOf(root, value);
  const inner = ["items", "entries", "results"].map((name) => dereference(root, properties[name]).value);
  return inner.filter(isObject).find((candidate) => candidate["type"] === "array");
}
