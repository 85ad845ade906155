import { type MovementCheck, refuse } from "./movement-context.js";

/** What was given up before it reached the ERP cannot be taken back there. */
export const checkReversedPosting: MovementCheck = (_movement, { isReversal, reversesKey }) => {
  if (!isReversal || reversesKey !== undefined) return [];
  const message = "The posting of the movement was given up; there is no document that could be taken back.";
  return [refuse("REVERSAL_NOT_POSSIBLE", "", message, "Nothing is to be done: the ERP never booked the movement.")];
};
