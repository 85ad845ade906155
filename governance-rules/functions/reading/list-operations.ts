import { dereference } from "./dereference.js";
import { propertiesOf } from "./messages.js";
import { type Operation, successSchema } from "./operations.js";
import { objectOf } from "./values.js";

/** True for a GET whose answer is a list or an envelope around one. */
export function isListOperation(root: unknown, operation: Operation): boolean {
  if (operation.method !== "get") return false;
  const schema = objectOf(successSchema(root, operation)?.value);
  if (schema["type"] === "array") return true;
  const items = objectOf(dereference(root, propertiesOf(root, schema)["items"]).value);
  return items["type"] === "array";
}
