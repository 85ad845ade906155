import type { GateRefusal } from "./deployment-gate.js";
import type { MatrixCounts, MatrixRow } from "./matrix-row.js";

/** A line that Pact clients print below their table. */
export interface Notice {
  readonly type: "success" | "error" | "warning" | "danger" | "info";
  readonly text: string;
}

/** Whether a version may be deployed. */
export interface DeploymentVerdict {
  /** Null when it is not known; clients take that for no. */
  readonly isDeployable: boolean | null;
  readonly reason: string;
  readonly notices: readonly Notice[];
  readonly counts: MatrixCounts;
  /** The first rows: those that fail or are unknown before those that pass. */
  readonly rows: readonly MatrixRow[];
}

const NAMED_MAX = 10;

/**
 * The verdict of all rows. A version that is not there is a no; a failure too; an unverified pact is unknown; no rows at
 * all is a yes, because nothing is needed.
 */
export function judge(
  missing: readonly string[],
  counts: MatrixCounts,
  rows: readonly MatrixRow[],
  refusals: readonly GateRefusal[],
): DeploymentVerdict {
  const isDeployable =
    missing.length > 0 || counts.failed > 0 || refusals.length > 0 ? false : counts.unknown > 0 ? null : true;
  const reasons = [
    ...missing.map((what) => `There is no ${what}`),
    ...refusals.map(({ text }) => text),
    ...(missing.length > 0 && counts.failed + counts.unknown === 0 ? [] : reasonsOf(counts, rows)),
  ];
  const type = isDeployable === true ? "success" : "error";
  const notices: Notice[] = reasons.map((text) => ({ type, text }));
  if (counts.ignored > 0) {
    const why = "ignored as asked, or not verified for a provider that is judged without PACT";
    notices.push({ type: "warning", text: `${counts.ignored} rows are not part of the verdict: ${why}.` });
  }
  const reused = rows.filter(({ isReused }) => isReused).length;
  if (reused > 0) {
    const whose = "of an equal version, or of the same interactions verified in another content";
    notices.push({ type: "info", text: `${reused} of the results shown are reused: ${whose}.` });
  }
  return { isDeployable, reason: reasons.join("\n"), notices, counts, rows };
}

function reasonsOf({ success, failed, unknown }: MatrixCounts, rows: readonly MatrixRow[]): readonly string[] {
  if (failed + unknown + success === 0) return ["There are no missing dependencies"];
  if (failed + unknown === 0) return ["All required verification results are published and successful"];
  const considered = rows.filter(({ isIgnored }) => !isIgnored);
  const reasons = considered
    .filter(({ success: result }) => result !== true)
    .slice(0, NAMED_MAX)
    .map(describeRow);
  const rest = failed + unknown - reasons.length;
  return rest > 0 ? [...reasons, `and ${rest} more; ${failed} have failed and ${unknown} are unknown in all`] : reasons;
}

function describeRow({ consumer, consumerNumber, provider, providerNumber, success }: MatrixRow): string {
  const pact = `the pact between ${consumer} (${consumerNumber}) and`;
  if (providerNumber === null) {
    return `There is no version of ${provider} there that could verify ${pact} ${provider}`;
  }
  return success === false
    ? `The verification for ${pact} version ${providerNumber} of ${provider} failed`
    : `There is no verified pact between version ${consumerNumber} of ${consumer} and version ${providerNumber} of ${provider}`;
}
