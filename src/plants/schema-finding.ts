import type { ErrorObject } from "ajv/dist/2020.js";
import { type Finding, pointerToken } from "../kernel/finding.js";

/** One Ajv error as a finding that names the place, the fault and the remedy. Ajv runs with `verbose: true`. */
export function schemaFinding(error: ErrorObject, source: string, base: string): Finding[] {
  if (error.keyword === "if") return []; // The branch that failed has reported already.
  const member = memberOf(error);
  const pointer = `${base}${error.instancePath}${member === undefined ? "" : `/${pointerToken(member)}`}`;
  return [
    {
      code: error.keyword === "additionalProperties" ? "UNKNOWN_FIELD" : "SCHEMA_VIOLATION",
      severity: "ERROR",
      check: "schema",
      message: `${source}: ${pointer === "" ? "the document" : pointer} ${faultOf(error)}.`,
      pointer,
      fix: fixOf(error),
    },
  ];
}

function memberOf(error: ErrorObject): string | undefined {
  const member: unknown = error.params["additionalProperty"] ?? error.params["missingProperty"];
  return typeof member === "string" ? member : undefined;
}

function faultOf(error: ErrorObject): string {
  if (error.keyword === "additionalProperties") return "is not a known member";
  if (error.keyword === "required") return "is missing";
  if (error.keyword === "enum") return `must be one of ${valuesOf(error)}`;
  return error.message ?? `breaks ${error.keyword}`;
}

function fixOf(error: ErrorObject): string {
  const member = memberOf(error);
  if (error.keyword === "required") return `Add ${member}.`;
  if (error.keyword === "additionalProperties")
    return `Remove ${member} or correct its spelling.${knownMembers(error)}`;
  if (error.keyword === "enum") return `Write one of ${valuesOf(error)}.`;
  const isNumberForText = error.params["type"] === "string" && typeof error.data === "number";
  return isNumberForText ? `Put it in quotes: "${String(error.data)}".` : "Correct the value.";
}

function knownMembers(error: ErrorObject): string {
  const properties: unknown = error.parentSchema?.["properties"];
  return typeof properties === "object" && properties !== null
    ? ` Known members: ${Object.keys(properties).join(", ")}.`
    : "";
}

function valuesOf(error: ErrorObject): string {
  const values: unknown = error.params["allowedValues"];
  return Array.isArray(values) ? values.map(String).join(", ") : "the listed values";
}
