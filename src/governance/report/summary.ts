import type { ReviewCounts, ReviewReport } from "./review-report.js";

/** The verdict as one sentence; a doubt is called a doubt. */
export function summaryOf(
  kind: ReviewReport["kind"],
  verdict: ReviewReport["verdict"],
  { blocking, error, warn, info, undecided, waived }: ReviewCounts,
): string {
  const rest = [count(warn, "warning"), count(info, "note"), ...(waived === 0 ? [] : [`${waived} waived`])].join(", ");
  if (verdict === "unreadable") return `Not judged: a contract could not be read (${count(error, "error")}).`;
  if (verdict === "passed")
    return `${PASSED[kind]} (${[...(error > 0 ? [count(error, "error")] : []), rest].join(", ")}).`;
  const doubts = undecided === 0 ? "" : `, ${count(undecided, "undecided point")}`;
  if (verdict === "undecided") return `${UNDECIDED[kind]}: ${blocking} undecided (${rest}). Undecided is never a pass.`;
  return `${FAILED[kind]}: ${blocking} blocking (${rest}${doubts}).`;
}

const PASSED = { lint: "No finding blocks", diff: "Nothing blocks", promotion: "It can be promoted" } as const;
const FAILED = { lint: "Findings block", diff: "The change is blocked", promotion: "It cannot be promoted" } as const;
const UNDECIDED = {
  lint: "Rules did not run",
  diff: "Compatibility could not be proven",
  promotion: "It cannot be promoted",
} as const;

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
