import { InterlockError, type ProblemDefinition } from "../../kernel/problem.js";
import { approvalProblems } from "./problems.js";

interface Refusal {
  readonly problem: ProblemDefinition;
  readonly remedy: string;
}

/** SQLSTATEs of the triggers that keep duties apart (migrations/1764000002000-create-authorisation.ts). */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  IL031: { problem: approvalProblems.APPROVAL_UNKNOWN, remedy: "look the id up in the list of proposals" },
  IL032: { problem: approvalProblems.APPROVAL_SETTLED, remedy: "read it again; a new decision needs a new proposal" },
  IL033: { problem: approvalProblems.APPROVAL_CONTENT_CHANGED, remedy: "read what it is about now and decide on that" },
  IL034: {
    problem: approvalProblems.FOUR_EYES_REQUIRED,
    remedy: "another person must decide; other accounts, groups and services of the author do not count",
  },
  IL035: {
    problem: approvalProblems.FOUR_EYES_REQUIRED,
    remedy: "a person who neither gains by it nor has decided must",
  },
  IL036: { problem: approvalProblems.FOUR_EYES_REQUIRED, remedy: "another administrator must do it" },
  IL037: { problem: approvalProblems.APPROVAL_INVALID, remedy: "ask for at least that many" },
  IL038: { problem: approvalProblems.APPROVAL_REQUIRED, remedy: "collect the missing approvals" },
};

/** Runs a statement that the triggers may refuse, and says in words what they found. @throws InterlockError */
export async function refusedByDutySeparation<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
    const refusal = typeof code === "string" ? REFUSALS[code] : undefined;
    if (refusal === undefined) throw error;
    throw new InterlockError(refusal.problem, {
      detail: `Refused: ${String(message)}; ${refusal.remedy}.`,
      cause: error,
    });
  }
}
