import type { Finding } from "../../kernel/finding.js";
import type { ClassificationRule, PlantProfile } from "../plant-profile.js";

/** Slips in the settings about the pace of postings that no schema can name. */
export function checkPace({ classification, variance }: PlantProfile, source: string): Finding[] {
  const unreachable = classification.flatMap((rule, index) => {
    const earlier = classification.findIndex((other, place) => place < index && covers(other, rule));
    if (earlier < 0) return [];
    const fault = `is never asked: rule ${earlier} matches everything that it matches.`;
    return [slip(source, `/classification/${index}`, fault, "Put the narrower rule first, or leave one of them out.")];
  });
  if (variance === undefined || variance.warnPct <= variance.criticalPct) return unreachable;
  const fault = `is ${variance.warnPct}, more than criticalPct: nothing would ever be a warning.`;
  return [...unreachable, slip(source, "/variance/warnPct", fault, "Write a number up to criticalPct.")];
}

/** True when each condition of a rule is one of another rule too. */
function covers(rule: ClassificationRule, other: ClassificationRule): boolean {
  const conditions = Object.entries(rule.when);
  const others = new Map(Object.entries(other.when));
  return conditions.every(([name, value]) => others.get(name) === value);
}

function slip(source: string, pointer: string, fault: string, fix: string): Finding {
  const message = `${source}: ${pointer} ${fault}`;
  return { code: "SCHEMA_VIOLATION", severity: "ERROR", check: "pace", message, pointer, fix };
}
