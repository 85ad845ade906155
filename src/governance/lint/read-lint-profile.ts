import { basename } from "node:path";
import { isJsonObject, type JsonObject, type JsonValue } from "../intake/json-value.js";
import type { LintProfile, ProfileSeverity } from "./lint-profile.js";
import type { LintWaiver } from "./lint-report.js";
import { FileMembers, readYamlObject } from "./read-yaml-object.js";

/** Reads a profile file; a waiver without owner, reason and end date is refused. */
export function readLintProfile(file: string): LintProfile {
  return profileOf(readYamlObject(file), basename(file));
}

/** The same for a profile already parsed; `file` is only for messages. */
export function profileOf(value: JsonObject, file: string): LintProfile {
  const members = new FileMembers(file, value).allowOnly(["name", "title", "include", "severities", "waivers"]);
  const severities = members.has("severities") ? members.object("severities") : {};
  return {
    name: members.text("name"),
    title: members.text("title"),
    include: members.listOf("include", ["interlock", "spectral-oas", "spectral-asyncapi", "owasp"]),
    severities: Object.fromEntries(
      Object.entries(severities).map(([rule, severity]) => [rule, readSeverity(file, rule, severity)]),
    ),
    waivers: members.objects("waivers").map((waiver) => readWaiver(file, waiver)),
  };
}

function readSeverity(file: string, rule: string, value: JsonValue): ProfileSeverity {
  if (!isJsonObject(value)) throw new Error(`${file}: severities.${rule} must be { severity, reason }`);
  const members = new FileMembers(`${file}: ${rule}`, value).allowOnly(["severity", "reason"]);
  return { severity: members.oneOf("severity", ["error", "warn", "info", "off"]), reason: members.text("reason") };
}

function readWaiver(file: string, value: JsonObject): LintWaiver {
  const names = ["rule", "contract", "pointer", "owner", "reason", "ends"];
  const members = new FileMembers(`${file}: waiver`, value).allowOnly(names);
  const ends = members.text("ends");
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(ends) || Number.isNaN(Date.parse(ends))) {
    throw new Error(`${file}: waiver: ends ${ends} is not a date such as 2027-03-31`);
  }
  return {
    rule: members.text("rule"),
    contract: members.text("contract"),
    pointer: members.text("pointer"),
    owner: members.text("owner"),
    reason: members.text("reason"),
    ends,
  };
}
