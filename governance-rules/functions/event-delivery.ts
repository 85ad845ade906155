import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { extensionOf, isObject, listOf, memberAt, type Members, objectOf } from "./reading/values.js";

/**
 * `x-interlock.delivery` of the message, or of the whole document, declares each of `members`: what happens to an event
 * that cannot be delivered, and how long it can be asked for again.
 */
export default function eventDelivery(target: unknown, options: Members | null, context: Context): Judgement {
  if (!isObject(target) || typeof target["$ref"] === "string") return passedOver;
  const own = objectOf(extensionOf(target)["delivery"]);
  const shared = objectOf(extensionOf(context.document.data)["delivery"]);
  const members = listOf(options?.["members"]).map(String);
  const missing = members.filter((name) => (memberAt(own, name) ?? memberAt(shared, name)) === undefined);
  return missing.length === 0 ? fine : fault(`x-interlock.delivery lacks ${missing.join(", ")}`);
}
