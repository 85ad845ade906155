import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { payloadOf, propertiesOf } from "./reading/messages.js";
import { extensionOf, isObject, type Members, textOf } from "./reading/values.js";

/** `x-interlock.<member>` names a member of the event, dotted for one inside. Options: `member`. */
export default function eventKey(target: unknown, options: Members | null, context: Context): Judgement {
  if (!isObject(target) || typeof target["$ref"] === "string") return passedOver;
  const member = String(options?.["member"]);
  const key = textOf(extensionOf(target)[member]);
  if (key === "") return fault(`x-interlock.${member} is missing; it names a member of the event`);
  const root = context.document.data;
  const payload = payloadOf({ key: "", value: target, path: context.path })?.value;
  const found = key.split(".").reduce<unknown>((schema, name) => propertiesOf(root, schema)[name], payload);
  const path = [...context.path, "x-interlock", member];
  const isHeader = propertiesOf(root, target["headers"])[key] !== undefined;
  return found !== undefined || isHeader ? fine : fault(`the event has no member ${key}`, path);
}
