import { dereference } from "./reading/dereference.js";
import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { payloadOf, propertiesOf } from "./reading/messages.js";
import { isObject, type Members } from "./reading/values.js";

const ORDER = /^(sequence|sequencenumber|revision|version|etag)$/i;
const STATE = /(state|status|released|changed)/i;

/** An event about a state carries a number by which a late or repeated one is known. */
export default function eventSequence(target: unknown, _options: unknown, context: Context): Judgement {
  if (!isObject(target) || typeof target["$ref"] === "string") return passedOver;
  if (!STATE.test(String(context.path.at(-1)))) return passedOver;
  const root = context.document.data;
  const payload = payloadOf({ key: "", value: target, path: context.path })?.value;
  return hasOrder(root, payload, 3) ? fine : fault("neither a sequence nor a revision is in the event");
}

/** Looks into the members that are objects too, since the envelope carries the subject inside. */
function hasOrder(root: unknown, schema: unknown, depth: number): boolean {
  const properties: Members = propertiesOf(root, schema);
  if (Object.keys(properties).some((name) => ORDER.test(name))) return true;
  return (
    depth > 0 && Object.values(properties).some((inner) => hasOrder(root, dereference(root, inner).value, depth - 1))
  );
}
