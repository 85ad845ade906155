import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { payloadOf, propertiesOf } from "./reading/messages.js";
import { isObject, objectOf } from "./reading/values.js";

const ATTRIBUTES = ["specversion", "id", "source", "type", "subject", "time"];

/** An event is a CloudEvent, structured in the payload or binary in the headers. */
export default function eventCloudEvents(target: unknown, _options: unknown, context: Context): Judgement {
  if (!isObject(target) || typeof target["$ref"] === "string") return passedOver;
  const root = context.document.data;
  const payload = payloadOf({ key: "", value: target, path: context.path });
  const body = propertiesOf(root, payload?.value);
  const headers = propertiesOf(root, objectOf(target)["headers"]);
  const missing = ATTRIBUTES.filter((name) => body[name] === undefined && !hasHeader(headers, name));
  return missing.length === 0 ? fine : fault(`the CloudEvents attributes ${missing.join(", ")} are missing`);
}

function hasHeader(headers: Readonly<Record<string, unknown>>, name: string): boolean {
  return headers[`ce-${name}`] !== undefined || headers[`ce_${name}`] !== undefined;
}
