import { fault, fine, type Judgement } from "./reading/judgement.js";
import { extensionOf, objectOf, textOf } from "./reading/values.js";

/** A contract names its owning team and how to reach it. */
export default function infoOwner(target: unknown): Judgement {
  const { owner, domain } = extensionOf(target);
  if (!/^[a-z][a-z0-9-]*$/.test(textOf(owner))) return fault("x-interlock.owner must name a team in kebab-case");
  if (!/^[a-z][a-z0-9-]*$/.test(textOf(domain))) return fault("x-interlock.domain must name a domain in kebab-case");
  const { name, url, email } = objectOf(objectOf(objectOf(target)["info"])["contact"]);
  const isReachable = textOf(name) !== "" && (textOf(url) !== "" || textOf(email) !== "");
  return isReachable ? fine : fault("info.contact must have a name and a url or email for escalation", ["info"]);
}
