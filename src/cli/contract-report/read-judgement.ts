import { isFullDate, readReviewWaivers, type WaiverPolicy } from "../../governance/public.js";
import type { Clock } from "../../kernel/clock.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { readSetting } from "./read-setting.js";
import type { ReportOptions } from "./report-options.js";

/**
 * The waivers and the day they are judged for.
 * @throws CommandError for a date that is none and for a waiver file that cannot be read
 */
export function readWaiverPolicy(
  { waivers, date }: Pick<ReportOptions, "waivers" | "date">,
  clock: Clock,
): WaiverPolicy {
  if (date !== undefined && !isFullDate(date)) {
    throw new CommandError(`--date ${date} is not a date such as 2027-03-31.`, EXIT_CODE.usage);
  }
  return {
    today: date ?? clock.now().toISOString().slice(0, 10),
    waivers: waivers === undefined ? [] : readSetting("--waivers", () => readReviewWaivers(waivers)),
  };
}
