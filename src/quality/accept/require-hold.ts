import { Refusal } from "../../platform/accept/public.js";
import { qualityProblems } from "../problems.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { RowFilter } from "../../platform/security/public.js";
import { type Hold, isPermitted, lockHold } from "../holds/hold.js";
import type { HoldState } from "../states.js";
import { type ExpectedVersion, requireVersion } from "./expected-version.js";

function holdNotFound(holdId: string): Refusal {
  return new Refusal(qualityProblems.HOLD_NOT_FOUND.code, `There is no hold ${holdId} that you may see.`);
}

const REMEDIES: Readonly<Record<HoldState, string>> = {
  OPEN: "ask for its release first",
  RELEASE_REQUESTED: "decide on the requested release first",
  RELEASED: "it is over; place a new one",
  REJECTED: "it is over; place a new one",
  EXPIRED: "it is over; place a new one",
};

/** @throws Refusal HOLD_STATE_CONFLICT */
function requireState({ state }: Hold, wanted: HoldState): void {
  if (state === wanted) return;
  const text = `The hold is ${state}, not ${wanted}; ${REMEDIES[state]}.`;
  throw new Refusal(qualityProblems.HOLD_STATE_CONFLICT.code, text);
}

/** What a command on a hold asks for besides its own body. */
export interface HoldCommand {
  readonly holdId: string;
  readonly expected: ExpectedVersion;
  /** What the policy lets the caller do. */
  readonly rows: RowFilter;
}

/**
 * The hold in the wanted state, whose row this transaction holds.
 * @throws Refusal HOLD_NOT_FOUND, ETAG_MISMATCH, HOLD_STATE_CONFLICT
 */
export async function requireHold(tx: Tx, command: HoldCommand, wanted: HoldState): Promise<Hold> {
  const hold = await lockHold(tx, command.holdId);
  if (hold === undefined) throw holdNotFound(command.holdId);
  requireVersion(command.expected, hold.version);
  requireState(hold, wanted);
  if (await isPermitted(tx, hold.id, command.rows)) return hold;
  throw holdNotFound(command.holdId);
}
