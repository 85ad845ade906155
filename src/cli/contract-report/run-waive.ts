import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { isFullDate, readReviewWaivers, type ReviewWaiver } from "../../governance/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { notice } from "../output.js";
import { readSetting } from "./read-setting.js";

export interface WaiveOptions {
  readonly rule: string;
  readonly owner: string;
  readonly approvedBy?: string;
  readonly ends: string;
  readonly reason: string;
  readonly file: string;
}

/** Adds a waiver to the end of a file, whose other lines and comments stay as they are. */
export function runWaive(fingerprint: string, { rule, file, ...waiver }: WaiveOptions): void {
  requireSound(fingerprint, waiver);
  const known: readonly ReviewWaiver[] = existsSync(file) ? readSetting("--file", () => readReviewWaivers(file)) : [];
  if (known.some((one) => one.fingerprint === fingerprint)) {
    throw new CommandError(`${file} has a waiver of this fingerprint already; change its line there.`, EXIT_CODE.usage);
  }
  const { owner, approvedBy, reason, ends } = waiver;
  const approval = approvedBy === undefined ? {} : { approvedBy };
  const item = stringify([{ fingerprint, rule, owner, ...approval, reason, ends }], { indentSeq: true, lineWidth: 0 });
  const before = known.length === 0 ? "waivers:\n" : `${readFileSync(file, "utf8").trimEnd()}\n`;
  const text = `${before}${item.replaceAll(/^(?=.)/gm, "  ")}`;
  readSetting("--file", () => writeFileSync(file, text));
  readSetting("--file", () => readReviewWaivers(file));
  notice(`waived until ${ends} in ${file}; give the file to lint and diff by --waivers`);
}

function requireSound(
  fingerprint: string,
  { owner, approvedBy, ends, reason }: Omit<WaiveOptions, "rule" | "file">,
): void {
  const faults = [
    ...(/^[0-9a-f]{64}$/.test(fingerprint)
      ? []
      : ["the fingerprint must be the 64 hexadecimal digits that the report shows"]),
    ...(isFullDate(ends) ? [] : [`--ends ${ends} is not a date such as 2027-03-31`]),
    ...(approvedBy === owner ? ["--approved-by must be somebody other than --owner"] : []),
    ...(owner.trim() === "" || reason.trim() === "" ? ["--owner and --reason must not be empty"] : []),
  ];
  if (faults.length > 0) throw new CommandError(`Not waived: ${faults.join("; ")}.`, EXIT_CODE.usage);
}
