import { type Context, fault, fine, type Judgement } from "./reading/judgement.js";
import { isWrite, operationAt } from "./reading/operations.js";
import { objectOf } from "./reading/values.js";

/** Every operation asks for credentials; a write has no way around them. */
export default function operationSecurity(target: unknown, _options: unknown, context: Context): Judgement {
  const root = objectOf(context.document.data);
  const own = objectOf(target)["security"];
  const security = own ?? root["security"];
  const path = own === undefined ? context.path : [...context.path, "security"];
  if (!Array.isArray(security) || security.length === 0) return fault("no security is required", path);
  const hasWayAround = security.some((requirement) => Object.keys(objectOf(requirement)).length === 0);
  const isGuarded = !isWrite(operationAt(root, target, context.path));
  return hasWayAround && !isGuarded ? fault("the alternative {} lets anyone write", path) : fine;
}
