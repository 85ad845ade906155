import type { ReviewEntry, ReviewPlace, ReviewReport } from "../review-report.js";

const PAYLOAD_LENGTH_MAX = 2000;

/** The word for how an entry counts; severity alone would hide doubts and waivers. */
export function labelOf({ verdict, severity, certainty, waiver }: ReviewEntry): string {
  if (waiver !== undefined) return "waived";
  if (verdict === "not-run") return "not run";
  if (verdict === "undecided") return "undecided";
  if (verdict === "breaking" && severity === "ERROR") {
    return certainty === "proven-breaking" ? "breaking, proven" : "breaking";
  }
  return { ERROR: "error", WARN: "warning", INFO: "info" }[severity];
}

export function placeText({ file, line, column }: ReviewPlace): string {
  return `${file}:${line}:${column}`;
}

/** Two versions of a contract are named by role, contracts of a lint by name. */
export function subjectsText({ subjects }: ReviewReport): string {
  return subjects.map(({ role, name }) => (role === "contract" ? name : `${role} ${name}`)).join(", ");
}

/** The payload as JSON, shortened where it would bury the report. */
export function payloadText(payload: unknown): string {
  const text = JSON.stringify(payload, undefined, 2) ?? "nothing";
  return text.length <= PAYLOAD_LENGTH_MAX ? text : `${text.slice(0, PAYLOAD_LENGTH_MAX)}\n… (shortened)`;
}

/** Who accepts and who refuses the payload, and why. */
export function witnessText({ witness }: ReviewEntry): string | undefined {
  if (witness === undefined) return undefined;
  const { kind, acceptedBy, rejectedBy, errors } = witness;
  const root = kind === "value" ? "the value " : "";
  const reasons = errors.map(({ pointer, message }) => (pointer === "" ? root : `${pointer} `) + message).join("; ");
  return `accepted by the ${acceptedBy}, refused by the ${rejectedBy}${reasons === "" ? "" : `: ${reasons}`}`;
}

export function waiverText({ waiver }: ReviewEntry): string | undefined {
  if (waiver === undefined) return undefined;
  const { owner, approvedBy, ends, reason } = waiver;
  return `${owner}${approvedBy === undefined ? "" : `, approved by ${approvedBy}`}, until ${ends}: ${reason}`;
}

/** How many rules did what. */
export function rulesText({ rules }: ReviewReport): string {
  const count = (status: string): number => rules.filter((rule) => rule.status === status).length;
  const statuses = ["ran", "not-applicable", "off", "not-run"].filter(
    (status) => status === "ran" || count(status) > 0,
  );
  return statuses.map((status) => `${count(status)} ${status.replace("-", " ")}`).join(", ");
}
