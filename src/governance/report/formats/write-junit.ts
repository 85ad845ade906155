import type { ReviewEntry, ReviewReport, ReviewRule } from "../review-report.js";
import { labelOf, placeText, waiverText } from "./entry-text.js";
import { xmlText } from "./xml-text.js";

/**
 * JUnit XML with one test case per rule: passed when it ran and nothing blocks, failed when something does, an error
 * when it did not run or could not decide, skipped when it is off or has nothing to judge.
 */
export function writeJunit(report: ReviewReport): string {
  const cases = casesOf(report);
  const count = (kind: string): number => cases.filter((each) => each.kind === kind).length;
  const totals = `tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}"`;
  const name = xmlText(`interlock ${report.kind}`);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${name}" ${totals}>`,
    `  <testsuite name="${name} ${xmlText(report.profile)}" ${totals} skipped="${count("skipped")}">`,
    ...cases.map(({ xml }) => xml),
    "  </testsuite>",
    "</testsuites>",
  ].join("\n")}\n`;
}

type CaseKind = "passed" | "failure" | "error" | "skipped";

interface TestCase {
  readonly kind: CaseKind;
  readonly xml: string;
}

/** Findings about no rule, such as a file that cannot be read, are test cases of their own. */
function casesOf({ kind, rules, entries }: ReviewReport): TestCase[] {
  const owner = (entry: ReviewEntry): string => rules.find(({ id }) => isOf(entry, id))?.id ?? entry.rule;
  const byRule = Map.groupBy(entries, owner);
  const own = new Set(rules.map(({ id }) => id));
  const others = [...byRule.keys()]
    .filter((id) => !own.has(id))
    .map((id): Pick<ReviewRule, "id" | "status"> => ({ id, status: "ran" }));
  return [...rules, ...others].map((rule) => toCase(kind, rule, byRule.get(rule.id) ?? []));
}

/** Rules about schemas report as `<location>.<rule>.<change>`, all others by their own id. */
function isOf({ rule }: ReviewEntry, id: string): boolean {
  return rule === id || rule.split(".")[1] === id;
}

function toCase(
  kind: string,
  rule: Pick<ReviewRule, "id" | "status" | "reason">,
  entries: readonly ReviewEntry[],
): TestCase {
  const head = `    <testcase classname="interlock.${kind}" name="${xmlText(rule.id)}"`;
  const outcome = outcomeOf(rule, entries);
  if (outcome === "skipped") {
    const reason = rule.status === "off" ? `off: ${rule.reason ?? "by the profile"}` : "nothing to judge";
    return { kind: outcome, xml: `${head}><skipped message="${xmlText(reason)}"/></testcase>` };
  }
  const lines = entries.map(entryLine).join("\n");
  if (outcome === "passed") {
    const xml = lines === "" ? `${head}/>` : `${head}><system-out>${xmlText(lines)}</system-out></testcase>`;
    return { kind: outcome, xml };
  }
  const message = entries.find(({ isBlocking }) => isBlocking)?.message ?? rule.reason ?? "it did not run";
  return {
    kind: outcome,
    xml: `${head}><${outcome} message="${xmlText(message)}">${xmlText(lines)}</${outcome}></testcase>`,
  };
}

function outcomeOf({ status }: Pick<ReviewRule, "status">, entries: readonly ReviewEntry[]): CaseKind {
  const blocking = entries.filter(({ isBlocking }) => isBlocking);
  if (status === "not-run") return "error";
  if (blocking.some(({ verdict }) => verdict !== "undecided" && verdict !== "not-run")) return "failure";
  if (blocking.length > 0) return "error";
  return status === "ran" || entries.length > 0 ? "passed" : "skipped";
}

function entryLine(entry: ReviewEntry): string {
  const waiver = waiverText(entry);
  return `${placeText(entry.place)} ${labelOf(entry)}: ${entry.message}${waiver === undefined ? "" : ` (${waiver})`}`;
}
