import type { ContractOptions } from "../contract/contract-api.js";
import { printJson, printLine, printTable } from "../output.js";

/** A waiver as the management API shows it. */
export interface ShownWaiver {
  readonly id: string;
  readonly contract: string;
  readonly major: string;
  readonly rule: string;
  readonly finding: string;
  readonly fingerprint: string;
  readonly isProvenBreaking: boolean;
  readonly owner: string;
  readonly reason: string;
  readonly endsOn: string;
  readonly requestedBy: string;
  readonly contentHash: string;
  readonly state: string;
  readonly approvers: readonly string[];
  readonly approversNeeded: number;
  readonly inForceBy: readonly { readonly line: string; readonly version: string; readonly digest: string }[];
}

/** Everything an approver decides about. */
export function printWaiver(waiver: ShownWaiver, { json }: ContractOptions): void {
  if (json === true) return printJson(waiver);
  printTable(rowsOf(waiver));
}

/** Each waiver as a block; what has ended and still lets a version through is told as such. */
export function printWaivers(waivers: readonly ShownWaiver[], { json }: ContractOptions): void {
  if (json === true) return printJson(waivers);
  if (waivers.length === 0) printLine("no waivers");
  waivers.forEach((waiver, index) => {
    if (index > 0) printLine("");
    printTable(rowsOf(waiver));
  });
}

function rowsOf(waiver: ShownWaiver): readonly (readonly string[])[] {
  const { approvers, approversNeeded, inForceBy, state } = waiver;
  const names = approvers.length === 0 ? "" : `: ${approvers.join(", ")}`;
  const isDebt = inForceBy.length > 0 && state !== "IN_FORCE";
  return [
    ["waiver", waiver.id],
    ["state", state],
    ["line", `${waiver.contract}/${waiver.major}`],
    ["rule", `${waiver.rule}${waiver.isProvenBreaking ? " (proven to break)" : ""}`],
    ["finding", waiver.finding],
    ["owner", waiver.owner],
    ["reason", waiver.reason],
    ["ends on", waiver.endsOn],
    ["asked by", waiver.requestedBy],
    ["approvals", `${approvers.length} of ${approversNeeded}${names}`],
    ["content", waiver.contentHash],
    ...inForceBy.map(({ line, version, digest }) => [
      isDebt ? "still rests on it" : "rests on it",
      `${line} ${version} (${digest.slice(0, 12)})`,
    ]),
  ];
}
