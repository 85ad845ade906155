import type { Finding } from "../../../kernel/finding.js";
import { instantOf } from "../../../plants/public.js";
import { type MovementCheck, type MovementContext, refuse, warn } from "./movement-context.js";

/** The movement is not from the future, and the ERP can book it in the month of its posting date. */
export const checkBookingTime: MovementCheck = ({ occurredAt, postingDate }, context) => [
  ...checkFuture(occurredAt, context),
  ...checkPeriod(postingDate === undefined ? "/occurredAt" : "/postingDate", context),
];

function checkFuture(occurredAt: string, { profile, now }: MovementContext): Finding[] {
  const latestMs = now.getTime() + profile.tolerances.clockSkewSeconds * 1000;
  if (instantOf(occurredAt).getTime() <= latestMs) return [];
  const message = `occurredAt ${occurredAt} lies in the future by more than the plant's clock tolerance.`;
  return [
    refuse("BAD_TIME", "/occurredAt", message, "Check the clock of the sender; the ERP would book under that day."),
  ];
}

function checkPeriod(pointer: string, { profile, records, postingDate }: MovementContext): Finding[] {
  const key = postingPeriodKey(profile.companyCode, postingDate);
  const period = records.find("posting-period", key);
  if (period?.open === true) return [];
  const fix = `Open posting period ${key}, or report the movement with a postingDate in an open one.`;
  return period === undefined
    ? [warn("POSTING_PERIOD_CLOSED", pointer, `Whether posting period ${key} is open is not known.`, fix)]
    : [refuse("POSTING_PERIOD_CLOSED", pointer, `Posting period ${key} is closed.`, fix)];
}

/** Key of the master data of a posting period. @param postingDate YYYY-MM-DD */
export const postingPeriodKey = (companyCode: string, postingDate: string): string =>
  `${companyCode}/${postingDate.slice(0, 7)}`;
