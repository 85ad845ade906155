import { type Judgement, judgement } from "./reading/judgement.js";
import { linearMatcher } from "./reading/patterns.js";
import { unitsOf } from "./reading/quantities.js";
import { listOf, type Members, textOf } from "./reading/values.js";

/** Common codes of UN/ECE Recommendation 20 and words that must not pass for one. */
const CODES = ["KGM", "MTR", "C62", "LTR", "HUR"];
const WORDS = ["kilogram", "kg", "pieces"];

/** A unit is a common code of UN/ECE Recommendation 20 and not free text. */
export default function unitRec20(target: unknown): Judgement {
  const units = unitsOf(target);
  const results = units
    .filter(({ value }) => !isCode(value))
    .map(({ name, path }) => ({ message: `${name} takes other text than UN/ECE Recommendation 20 codes`, path }));
  return judgement(results, units.length);
}

function isCode(schema: Members): boolean {
  const constant = textOf(schema["const"]);
  const values = constant === "" ? listOf(schema["enum"]).map(String) : [constant];
  if (values.length > 0) return values.every((value) => /^[A-Z0-9]{2,3}$/.test(value));
  const matches = linearMatcher(textOf(schema["pattern"]));
  if (textOf(schema["pattern"]) === "" || matches === undefined) return false;
  return CODES.every((code) => matches(code)) && !WORDS.some((word) => matches(word));
}
