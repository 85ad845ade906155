import { type MovementCheck, refuse } from "./movement-context.js";

/** A reason is a code of the plant's list; free text cannot be booked or counted. */
export const checkReasonCode: MovementCheck = ({ plantCode, reasonCode }, { records }) => {
  if (reasonCode === undefined || records.find("reason-code", reasonCode) !== undefined) return [];
  const message = `Reason code ${reasonCode} is not in the list of plant ${plantCode}.`;
  const fix = "Use a code of the plant's list, or add it to the master data.";
  return [refuse("REASON_CODE_UNKNOWN", "/reasonCode", message, fix)];
};
