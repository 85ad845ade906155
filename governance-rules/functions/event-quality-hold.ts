import { dereference } from "./reading/dereference.js";
import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { payloadOf, propertiesOf } from "./reading/messages.js";
import { isObject, listOf, objectOf } from "./reading/values.js";

/** A quality event says what was decided, about which lot or serial, and whether it is on hold. */
export default function eventQualityHold(target: unknown, _options: unknown, context: Context): Judgement {
  if (!isObject(target) || typeof target["$ref"] === "string") return passedOver;
  if (!/quality|inspection|hold/i.test(String(context.path.at(-1)))) return passedOver;
  const root = context.document.data;
  const names = namesIn(root, payloadOf({ key: "", value: target, path: context.path })?.value, 4);
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  const missing = [
    ...(has(/disposition/i) ? [] : ["a disposition"]),
    ...(has(/^(lot|serial)/i) ? [] : ["the lot or serial"]),
    ...(has(/hold/i) ? [] : ["a hold flag"]),
  ];
  return missing.length === 0 ? fine : fault(`the quality event lacks ${missing.join(", ")}`);
}

function namesIn(root: unknown, schema: unknown, depth: number): string[] {
  if (depth === 0) return [];
  const value = objectOf(dereference(root, schema).value);
  const properties = propertiesOf(root, value);
  const inner = [...Object.values(properties), value["items"], ...listOf(value["oneOf"])];
  return [
    ...Object.keys(properties),
    ...inner.flatMap((part) => (part === undefined ? [] : namesIn(root, part, depth - 1))),
  ];
}
