import type { LintFinding, LintWaiver } from "./lint-report.js";

/**
 * Marks findings that a waiver in force covers. An expired waiver covers nothing, and its finding says so; a waiver
 * that covers nothing is told, since it would silently cover the next fault at its place.
 */
export function applyWaivers(
  findings: readonly LintFinding[],
  waivers: readonly LintWaiver[],
  today: string,
): LintFinding[] {
  const used = new Set<LintWaiver>();
  const judged = findings.map((finding) => {
    const waiver = waivers.find((candidate) => covers(candidate, finding));
    if (waiver === undefined) return finding;
    used.add(waiver);
    if (waiver.ends >= today) return { ...finding, waiver };
    return { ...finding, message: `${finding.message} (the waiver of ${waiver.owner} ended on ${waiver.ends})` };
  });
  const contracts = new Set(findings.map(({ contract }) => contract));
  const unused = waivers.filter((waiver) => !used.has(waiver) && contracts.has(waiver.contract));
  return [...judged, ...unused.map(unusedFinding)];
}

/** What was not read or not run cannot be waived: only rules can. */
function covers(waiver: LintWaiver, finding: LintFinding): boolean {
  const isPlace = finding.pointer === waiver.pointer || finding.pointer.startsWith(`${waiver.pointer}/`);
  return finding.check === "lint" && finding.code === waiver.rule && finding.contract === waiver.contract && isPlace;
}

function unusedFinding(waiver: LintWaiver): LintFinding {
  return {
    code: "WAIVER_UNUSED",
    severity: "WARN",
    check: "lint",
    message: `The waiver for ${waiver.rule} at ${waiver.pointer || "the root"} covers no finding.`,
    fix: "Remove it from the profile.",
    pointer: waiver.pointer,
    contract: waiver.contract,
    file: waiver.contract,
    line: 1,
    column: 1,
  };
}
