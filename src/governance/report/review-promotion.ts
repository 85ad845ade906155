import { sha256Hex } from "../../kernel/hash.js";
import type { Finding } from "../../kernel/finding.js";
import { assembleReport, type UnjudgedEntry } from "./assemble-report.js";
import type { ReviewEntry, ReviewReport, ReviewSubject, ReviewVerdict } from "./review-report.js";

/** One reason of the gate, with what the evidence knows besides: proof, users, and what a waiver is bound to. */
export type GateReason = Finding &
  Partial<Pick<ReviewEntry, "certainty" | "fingerprint" | "impact" | "witness" | "witnessGap">>;

/** What the gate of a gateway said about one version. */
export interface GateAnswer {
  readonly subject: ReviewSubject;
  /** Entry file of the contract, for annotations. */
  readonly file: string;
  readonly canPromote: boolean;
  readonly reasons: readonly GateReason[];
  readonly notes: readonly string[];
}

/** The gate's answer as a report. A refusal without a reason is told as such and never passes. */
export function reviewPromotion({ subject, file, canPromote, reasons, notes }: GateAnswer): ReviewReport {
  const isSilent = !canPromote && reasons.every(({ severity }) => severity !== "ERROR");
  const all = isSilent ? [...reasons, SILENCE] : reasons;
  return assembleReport(
    {
      kind: "promotion",
      profile: "gate of the gateway",
      failOn: "error",
      subjects: [subject],
      isUnreadable: false,
      entries: all.map((reason) => entryOf(reason, file)),
      rules: [],
      notes,
    },
    { waivers: [], today: "" },
  );
}

const SILENCE: GateReason = {
  code: "GATE_CLOSED",
  severity: "ERROR",
  message: "The gateway refuses and gives no reason.",
  pointer: "",
};

function entryOf(reason: GateReason, file: string): UnjudgedEntry {
  const { code, severity, message, pointer, check, fix, fingerprint, certainty, witness, witnessGap, impact } = reason;
  return {
    rule: code,
    severity,
    verdict: certainty === undefined ? verdictOf(code) : "breaking",
    message: check === undefined ? message : `${check}: ${message}`,
    ...(fix === undefined ? {} : { remedy: fix }),
    affects: [],
    place: { file, line: 1, column: 1, pointer },
    ...(certainty === undefined ? {} : { certainty }),
    ...(witness === undefined ? {} : { witness }),
    ...(witnessGap === undefined ? {} : { witnessGap }),
    ...(impact === undefined ? {} : { impact }),
    fingerprint: fingerprint ?? sha256Hex(JSON.stringify([code, check ?? "", file, pointer, message])),
  };
}

/** Evidence that is missing or undecided is a doubt and not a fault of the contract. */
function verdictOf(code: string): ReviewVerdict {
  if (code === "EVIDENCE_MISSING" || code === "EVIDENCE_NOT_RUN") return "not-run";
  return code === "EVIDENCE_UNDECIDED" ? "undecided" : "finding";
}
