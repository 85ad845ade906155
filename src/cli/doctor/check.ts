/** `not run`: another check failed that this one needs. `absent`: not there, and needed only for the demo. */
export type CheckState = "ok" | "failed" | "not run" | "absent";

export interface CheckResult {
  readonly check: string;
  readonly state: CheckState;
  /** What was seen; for a failure also what to do. */
  readonly detail: string;
}

/** Runs a check whose error message is its finding. */
export async function runCheck(check: string, work: () => Promise<string> | string): Promise<CheckResult> {
  try {
    return { check, state: "ok", detail: await work() };
  } catch (error) {
    return { check, state: "failed", detail: error instanceof Error ? error.message : String(error) };
  }
}

export function notRun(check: string, because: string): CheckResult {
  return { check, state: "not run", detail: because };
}
