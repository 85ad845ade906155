import { type Judgement, judgement, type Result } from "./reading/judgement.js";
import { linearMatcher } from "./reading/patterns.js";
import { quantitiesOf, type Quantity } from "./reading/quantities.js";
import { isOfType } from "./reading/schema-places.js";
import { textOf } from "./reading/values.js";

/** A quantity keeps every digit: decimal text with a pattern, or a number with a step and bounds. */
export default function quantityDecimal(target: unknown): Judgement {
  const quantities = quantitiesOf(target);
  return judgement(quantities.flatMap(judge), quantities.length);
}

function judge({ amount, path, name }: Quantity): Result[] {
  const matches = linearMatcher(textOf(amount["pattern"]));
  const isText = isOfType(amount, "string") && matches?.("12.5") === true && !matches("abc");
  const isStepped = typeof amount["multipleOf"] === "number" && typeof amount["maximum"] === "number";
  const isCounted = isOfType(amount, "integer") && typeof amount["maximum"] === "number";
  if (isText || isStepped || isCounted) return [];
  return [{ message: `${name} is neither decimal text with a pattern nor a number with multipleOf and bounds`, path }];
}
