import { canonicalJson } from "./canonical-json.js";
import type { Fact, FactSide } from "./fact.js";
import type { AnyBreakingRule } from "./rule.js";

/** Longer values are cut; the pointers say where to read them whole. */
const VALUE_LENGTH_MAX = 120;

/** One sentence for a reader: what changed, from what to what, and why it could not be decided. */
export function describeFact(rule: AnyBreakingRule, fact: Fact): string {
  if (rule.describe !== undefined) return rule.describe(fact);
  const subjects = fact.subjects === undefined ? "" : ` ${shorten(fact.subjects.join(", "))}`;
  const note = fact.note === undefined ? "" : `; ${fact.note}`;
  return `${rule.title}: ${fact.manner ?? fact.change}${subjects}${values(fact.base, fact.revision)}${note}`;
}

function values(base: FactSide, revision: FactSide): string {
  if (base.value === undefined && revision.value === undefined) return "";
  return ` (${valueText(base)} → ${valueText(revision)})`;
}

function valueText({ value }: FactSide): string {
  return value === undefined ? "none" : shorten(canonicalJson(value));
}

function shorten(text: string): string {
  return text.length <= VALUE_LENGTH_MAX ? text : `${text.slice(0, VALUE_LENGTH_MAX)}…`;
}
