import { type ExecutionCheck, refuse } from "./execution-context.js";

/** Reasons are codes of the plant's list; free text cannot be booked or counted. */
export const checkReasonCodes: ExecutionCheck = (report, { order, reasonCodes }) =>
  (["scrapReasonCode", "pauseReasonCode"] as const).flatMap((member) => {
    const code = report[member];
    if (code === undefined || reasonCodes.has(code)) return [];
    const message = `Reason code ${code} is not in the list of plant ${order.plantCode}.`;
    return [
      refuse(
        "REASON_CODE_UNKNOWN",
        `/${member}`,
        message,
        "Use a code of the plant's list, or add it to the master data.",
      ),
    ];
  });
