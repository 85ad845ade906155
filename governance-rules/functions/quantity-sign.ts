import { type Judgement, judgement, type Result } from "./reading/judgement.js";
import { linearMatcher } from "./reading/patterns.js";
import { quantitiesOf, type Quantity } from "./reading/quantities.js";
import { isOfType } from "./reading/schema-places.js";
import { textOf } from "./reading/values.js";

/** The direction of a movement is told by its type; its quantity has no sign. */
export default function quantitySign(target: unknown): Judgement {
  const quantities = quantitiesOf(target);
  return judgement(quantities.flatMap(judge), quantities.length);
}

function judge({ amount, path, name }: Quantity): Result[] {
  const matches = linearMatcher(textOf(amount["pattern"]));
  const mayBeNegativeText = isOfType(amount, "string") && (matches?.("-1") ?? true);
  const minimum = amount["minimum"] ?? amount["exclusiveMinimum"];
  const mayBeNegativeNumber = !isOfType(amount, "string") && !(typeof minimum === "number" && minimum >= 0);
  return mayBeNegativeText || mayBeNegativeNumber ? [{ message: `${name} may be negative`, path }] : [];
}
