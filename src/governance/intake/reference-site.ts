/** What a place in a contract holds: a schema, an example or other data that is never followed, or another object. */
export type SiteKind = "schema" | "schema-map" | "data" | "object";

const SCHEMA_MAPS = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);
const SCHEMA_DATA = new Set(["example", "examples", "default", "const", "enum", "required", "discriminator"]);
/** Members whose children carry names of the author's choice, so that no child is a keyword. */
const NAME_MAPS = new Set([
  "paths",
  "schemas",
  "parameters",
  "headers",
  "responses",
  "examples",
  "messages",
  "channels",
  "operations",
  "callbacks",
  "links",
  "securitySchemes",
  "requestBodies",
  "content",
]);
const SECTIONS = new Map([
  ["parameters", "parameters"],
  ["responses", "responses"],
  ["headers", "headers"],
  ["examples", "examples"],
  ["links", "links"],
  ["callbacks", "callbacks"],
  ["securitySchemes", "securitySchemes"],
  ["messages", "messages"],
  ["channels", "channels"],
  ["servers", "servers"],
  ["tags", "tags"],
  ["security", "securitySchemes"],
]);
const SINGLE_SECTIONS = new Map([
  ["requestBody", "requestBodies"],
  ["correlationId", "correlationIds"],
  ["reply", "replies"],
  ["message", "messages"],
  ["externalDocs", "externalDocs"],
]);

/** Kind of the member `key` of a place of kind `parent` that is itself called `parentKey`. */
export function memberKind(parent: SiteKind, parentKey: string, key: string, isMessage: boolean): SiteKind {
  if (parent === "data") return "data";
  if (parent === "schema-map") return "schema";
  if (parent === "schema") return schemaMemberKind(key);
  if (parentKey === "schemas") return "schema";
  if (NAME_MAPS.has(parentKey)) return "object";
  if (key.startsWith("x-") || key === "example" || (key === "value" && !isMessage)) return "data";
  if (key === "schema" || key === "payload") return "schema";
  return isMessage && key === "headers" ? "schema" : isMessage && key === "examples" ? "data" : "object";
}

function schemaMemberKind(key: string): SiteKind {
  if (SCHEMA_MAPS.has(key)) return "schema-map";
  return SCHEMA_DATA.has(key) || key.startsWith("x-") ? "data" : "schema";
}

/** Section of `components` a referenced object belongs to, told by where the reference stands. */
export function sectionOf(kind: SiteKind, path: readonly (string | number)[]): string {
  if (kind === "schema") return "schemas";
  const last = path.at(-1);
  const before = path.at(-2);
  const single = typeof last === "string" ? SINGLE_SECTIONS.get(last) : undefined;
  const listed = typeof before === "string" ? SECTIONS.get(before) : undefined;
  if (single !== undefined) return single;
  if (before === "traits") return path.includes("messages") ? "messageTraits" : "operationTraits";
  return listed ?? "x-bundled";
}
