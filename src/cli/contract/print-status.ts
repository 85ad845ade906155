import { describeFinding } from "../api-problem.js";
import { printJson, printLine, printTable } from "../output.js";
import type { ContractOptions, ShownPromotion, ShownStatus, ShownVersion } from "./contract-api.js";
import { describeEvidence } from "./describe-evidence.js";

const DIGEST_SHOWN = 12;

/** One line per version; the digest is cut to what commands accept. */
export function printVersions(versions: readonly ShownVersion[], { json }: ContractOptions): void {
  if (json === true) return printJson(versions);
  printTable(
    versions.map(({ digest, kind, name, major, version, state, author, registeredAt }) => {
      return [digest.slice(0, DIGEST_SHOWN), `${kind}/${name}/${major}`, version, state, author, registeredAt];
    }),
  );
}

/** Where a version stands, what speaks against it, and what to do next. */
export function printStatus(status: ShownStatus, { json }: ContractOptions): void {
  if (json === true) return printJson(status);
  const { version, evaluation, approval, reasons } = status;
  printTable([
    ["contract", `${version.kind}/${version.name}/${version.major} ${version.version}`],
    ["digest", version.digest],
    ["state", version.state],
    ["author", version.author],
    ...(evaluation === undefined
      ? []
      : [["evidence", `${evaluation.verdict}, ${evaluation.risk}, ${evaluation.evidenceHash}`]]),
    ...(evaluation?.items ?? []).map(({ kind, verdict }) => [`  ${kind}`, verdict]),
    ...(approval === undefined
      ? []
      : [["approvals", `${approval.state}, ${approval.votes.length} of ${approval.approversNeeded}`]]),
    ...(approval?.votes ?? []).map(({ approver, verdict, reason }) => [`  ${approver}`, `${verdict}: ${reason}`]),
  ]);
  for (const line of (evaluation?.items ?? []).flatMap(({ findings }) => findings.flatMap(describeEvidence)))
    printLine(line);
  if (reasons.length === 0) printLine("it can be promoted");
  else printLine(["it cannot be promoted:", ...reasons.flatMap((finding) => describeFinding(finding))].join("\n"));
}

export function printPromotions(promotions: readonly ShownPromotion[], { json }: ContractOptions): void {
  if (json === true) return printJson(promotions);
  for (const { id, seq, action, actor, reason, promotedAt, served } of promotions) {
    printLine(`${seq}  ${id}  ${action}  by ${actor}  ${promotedAt}  ${reason}`);
    printTable(
      served.map(({ line, version, state, digest, sunsetAt }) => {
        return [
          `  ${line}`,
          version,
          state,
          digest.slice(0, DIGEST_SHOWN),
          sunsetAt === undefined ? "" : `until ${sunsetAt}`,
        ];
      }),
    );
  }
}
