import { FileMembers, readYamlObject } from "../lint/read-yaml-object.js";
import type { ReviewWaiver } from "./review-report.js";

/**
 * Reads a file `{ waivers: [{ fingerprint, owner, reason, ends, approvedBy?, rule? }] }`; `rule` is for its readers.
 * @throws Error that names the file and the member which is missing or wrong
 */
export function readReviewWaivers(file: string): readonly ReviewWaiver[] {
  const members = new FileMembers(file, readYamlObject(file)).allowOnly(["waivers"]);
  return members.objects("waivers").map((waiver, index) => {
    const names = ["fingerprint", "rule", "owner", "approvedBy", "reason", "ends"];
    return readWaiver(new FileMembers(`${file}: waivers[${index}]`, waiver).allowOnly(names));
  });
}

function readWaiver(members: FileMembers): ReviewWaiver {
  const fingerprint = members.text("fingerprint");
  if (!/^[0-9a-f]{64}$/.test(fingerprint)) {
    throw new Error(`${members.file}: fingerprint must be the 64 hexadecimal digits that the report shows`);
  }
  const ends = members.text("ends");
  if (!isFullDate(ends)) throw new Error(`${members.file}: ends ${ends} is not a date such as 2027-03-31`);
  const approval = members.has("approvedBy") ? { approvedBy: members.text("approvedBy") } : {};
  return { fingerprint, owner: members.text("owner"), reason: members.text("reason"), ends, ...approval };
}

/** RFC 3339 full-date that exists in the calendar. */
export function isFullDate(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
