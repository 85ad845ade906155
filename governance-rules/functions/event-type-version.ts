import { dereference } from "./reading/dereference.js";
import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { payloadOf, propertiesOf } from "./reading/messages.js";
import { isObject, objectOf, textOf } from "./reading/values.js";

/** The type of an event is its name, reverse DNS with a major version. */
export default function eventTypeVersion(target: unknown, _options: unknown, context: Context): Judgement {
  if (!isObject(target) || typeof target["$ref"] === "string") return passedOver;
  const name = textOf(target["name"]);
  const path = [...context.path, ...(target["name"] === undefined ? [] : ["name"])];
  if (!/^[a-z]+(\.[a-z0-9-]+){2,}\.v[1-9][0-9]*$/.test(name)) {
    return fault(
      `the name "${name}" is not reverse DNS with a major version, such as com.example.order.released.v1`,
      path,
    );
  }
  const root = context.document.data;
  const payload = payloadOf({ key: "", value: target, path: context.path });
  const headers = propertiesOf(root, target["headers"]);
  const declared = propertiesOf(root, payload?.value)["type"] ?? headers["ce-type"] ?? headers["ce_type"];
  const type = objectOf(dereference(root, declared).value)["const"];
  return type === name ? fine : fault(`the type of the event must be the const ${name}`, path);
}
