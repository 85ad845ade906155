import { isDate } from "../kernel/time-formats.js";
import type { ContractFindings } from "./contract-fault.js";
import { type JsonObject, asObject } from "./json-value.js";

/** The day on which a contract ends: x-interlock.sunset of its root, or the last of those of its operations. */
export function sunsetOf(document: JsonObject): string | undefined {
  const own = sunsetIn(document);
  if (own !== undefined) return own;
  const operations = Object.values(asObject(document["paths"])).flatMap((item) => Object.values(asObject(item)));
  return operations
    .flatMap((operation) => sunsetIn(asObject(operation)) ?? [])
    .toSorted()
    .at(-1);
}

function sunsetIn(holder: JsonObject): string | undefined {
  const sunset = asObject(holder["x-interlock"])["sunset"];
  return typeof sunset === "string" ? sunset : undefined;
}

/** Who deprecates must say until when; consumers plan by that day. */
export function checkSunset(
  lifecycle: string,
  sunset: string | undefined,
  place: string,
  findings: ContractFindings,
): void {
  if (lifecycle !== "deprecated" || (sunset !== undefined && isDate(sunset))) return;
  const message = "a deprecated contract needs x-interlock.sunset, the day on which it ends, such as 2027-06-30";
  findings.add("ilk-contract-lifecycle", place, message, "/x-interlock/sunset");
}
