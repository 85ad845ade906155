import type { SqlSource } from "../sql-source.js";
import type { ReasonCode } from "./documents.js";
import { readEffectiveRecords } from "./effective-records.js";

/** The plant's reason codes in force at a time, by code. */
export async function readReasonCodes(
  source: SqlSource,
  plantCode: string,
  at: Date | string,
): Promise<ReadonlyMap<string, ReasonCode>> {
  return (await readEffectiveRecords(source, plantCode, at, [{ type: "reason-code", prefix: "" }])).all("reason-code");
}
