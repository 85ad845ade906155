import type { ReplayCandidate } from "./replay-candidates.js";
import type { ReplayVerdict } from "./replay-job.js";

/** What the ERP says of a posting's key; UNANSWERED when it could not be asked. */
export type LookUp = "FOUND" | "NOT_FOUND" | "UNANSWERED";

/** What is known besides the posting itself. */
export interface ReplayCircumstances {
  readonly lookUp: LookUp;
  /** When the plant's profile in force was applied; undefined when the plant has none. */
  readonly profileAppliedAt: Date | undefined;
  /** A person says that the cause outside Interlock is mended. */
  readonly isCauseMended: boolean;
}

export interface JudgedCandidate {
  readonly candidate: ReplayCandidate;
  readonly verdict: ReplayVerdict;
  /** Code of the obstacle; undefined when there is none. */
  readonly code: string | undefined;
  readonly detail: string;
}

type Judgement = Omit<JudgedCandidate, "candidate">;

/**
 * Judges the postings of a replay in the order of the ledger, so that a posting behind one that would not go through is
 * seen as held. What an ERP has refused for good fails again as long as nothing has changed that the refusal rests on.
 */
export class JudgeReplay {
  /** Postings of the replay that would be out of the lane. */
  readonly #passing = new Set<string>();

  judge(candidate: ReplayCandidate, circumstances: ReplayCircumstances): JudgedCandidate {
    const judgement = this.#judgementOf(candidate, circumstances);
    const isPassing = judgement.verdict === "WILL_POST" || judgement.verdict === "ALREADY_POSTED";
    if (isPassing) this.#passing.add(candidate.id);
    return { candidate, ...judgement };
  }

  #judgementOf(candidate: ReplayCandidate, circumstances: ReplayCircumstances): Judgement {
    const before = candidate.earlierStopped.find((id) => !this.#passing.has(id));
    if (before !== undefined) {
      return obstacle(
        "HELD_BEHIND",
        "HELD_BEHIND",
        `Posting ${before} of the same order has to go first and does not.`,
      );
    }
    if (candidate.isHeld) return obstacle("STILL_FAILS", "QUALITY_HOLD", "A quality hold in force keeps it back.");
    const missing = candidate.missingReversed;
    if (missing !== null && !this.#passing.has(missing)) {
      return obstacle(
        "STILL_FAILS",
        "REVERSED_POSTING_MISSING",
        `Posting ${missing}, which it takes back, is not in the ERP.`,
      );
    }
    if (circumstances.lookUp === "UNANSWERED") {
      return obstacle(
        "UNDECIDED",
        "ERP_UNAVAILABLE",
        "The ERP could not be asked; make the dry run again when it answers.",
      );
    }
    if (circumstances.lookUp === "FOUND") {
      return {
        verdict: "ALREADY_POSTED",
        code: undefined,
        detail: "The ERP has a document with its key; nothing is booked again.",
      };
    }
    return refusalOf(candidate, circumstances);
  }
}

function refusalOf(candidate: ReplayCandidate, { profileAppliedAt, isCauseMended }: ReplayCircumstances): Judgement {
  const { problem, stoppedAt, editedAt, state } = candidate;
  if (profileAppliedAt === undefined) {
    return obstacle("STILL_FAILS", "PLANT_UNKNOWN", "The plant has no profile; apply its folder.");
  }
  // A dead posting was never refused for good: its destination failed, and the look-up has just had an answer.
  if (state === "DEAD") return passes("The ERP answers again and has no document with its key.");
  if (editedAt !== null && editedAt > stoppedAt) return passes("Its document was changed since the ERP refused it.");
  if (profileAppliedAt > stoppedAt) return passes("The plant's profile was changed since it was refused.");
  if (isCauseMended) return passes("Whoever asked for the replay says that the cause is mended.");
  const code = problem?.code ?? "ERP_REJECTED";
  return obstacle(
    "STILL_FAILS",
    code,
    "Neither its document nor the plant's profile has changed since it was refused.",
  );
}

const passes = (detail: string): Judgement => ({ verdict: "WILL_POST", code: undefined, detail });

function obstacle(verdict: ReplayVerdict, code: string, detail: string): Judgement {
  return { verdict, code, detail };
}
