import type { FindingList } from "./finding-list.js";
import type { MessageHeader } from "./message/b2mml-message.js";
import { B2MML_PROBLEMS } from "./problems.js";

const NAME_TIME = /(?:^|[^0-9])(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:[^0-9]|$)/;
/** The time in a name carries no zone; offsets reach from -12 to +14 hours. */
const DIFFERENCE_MS_MAX = 86_400_000;

/**
 * Warns when the time in the file name (`PES-20121229115825-…`) is more than a day from the time in the message.
 * The message is believed: names are made by hand and by copying, the message by the system that sends it.
 */
export function checkFileDate(fileName: string, header: MessageHeader, findings: FindingList): void {
  const nameMs = timeInName(fileName);
  if (nameMs === undefined || Math.abs(nameMs - Date.parse(header.createdAt)) <= DIFFERENCE_MS_MAX) return;
  findings.add("WARN", {
    code: B2MML_PROBLEMS.FILE_DATE_DIFFERS.code,
    message: `The file name says ${new Date(nameMs).toISOString().slice(0, 10)}, the message says ${header.createdAt}; the message counts.`,
    pointer: header.pointer,
    fix: "Check the clock and the month of the system that makes the file.",
  });
}

function timeInName(fileName: string): number | undefined {
  const match = NAME_TIME.exec(fileName);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1);
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}
