import type { ContractOperation, ContractResponse } from "../../src/gateway/contract-operation.js";
import { asObject } from "../../src/gateway/json-value.js";
import type { FuzzRequest } from "./fuzz-request.js";
import type { ContractSchemas } from "./values/contract-schemas.js";

/** An answer as it came. */
export interface FuzzAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Codes by which the contract itself refuses; a request that keeps to it must not meet them. */
const REFUSED_BY_CONTRACT = new Set(["SCHEMA_VIOLATION", "UNKNOWN_FIELD", "IDEMPOTENCY_KEY_MISSING", "JSON_MALFORMED"]);
/** What no answer tells. */
const INSIDE = /node_modules|\bat \S+ \(|\.ts:\d+|SELECT |INSERT INTO|syntax error/;

/** Everything in an answer that its contract does not allow; an answer for another reason than ours is none. */
export function breachesOf(
  operation: ContractOperation,
  request: FuzzRequest,
  answer: FuzzAnswer,
  schemas: ContractSchemas,
): readonly string[] {
  const { status, text } = answer;
  const breaches: string[] = [];
  if (status >= 500) breaches.push(`status ${status}`);
  if (request.isBroken && status < 300) breaches.push(`status ${status} for a request that breaks the contract`);
  if (request.isSound && REFUSED_BY_CONTRACT.has(codeOf(text)))
    breaches.push(`refused with ${codeOf(text)} although sound`);
  if (INSIDE.test(text)) breaches.push("the answer tells of our inside");
  return [...breaches, ...contractBreaches(operation, answer, schemas)];
}

function contractBreaches(
  operation: ContractOperation,
  answer: FuzzAnswer,
  schemas: ContractSchemas,
): readonly string[] {
  const { status, headers, text } = answer;
  const { responses } = operation;
  const expected =
    responses.get(String(status)) ?? responses.get(`${String(status).charAt(0)}XX`) ?? responses.get("default");
  if (expected === undefined) return [`status ${status} is not in the contract`];
  const breaches = expected.headers
    .filter(({ name, isRequired }) => isRequired && headers.get(name) === null)
    .map(({ name }) => `the header ${name} is missing`);
  for (const { name, schema } of expected.headers) {
    const value = headers.get(name);
    const read = schemas.read(schema);
    if (value !== null && !read.isValid(value) && !read.isValid(Number(value)) && !read.isValid(value === "true"))
      breaches.push(`the header ${name} breaks the contract: ${value}`);
  }
  return [...breaches, ...bodyBreaches(expected.content, headers.get("content-type"), text, schemas)];
}

function bodyBreaches(
  content: ContractResponse["content"],
  contentType: string | null,
  text: string,
  schemas: ContractSchemas,
): readonly string[] {
  if (content.size === 0) return text === "" ? [] : ["a body where the contract has none"];
  const mediaType = contentType?.split(";")[0] ?? "";
  const schema = content.get(mediaType);
  if (schema === undefined) return [`the media type ${mediaType} is not in the contract`];
  return schemas.read(schema).isValid(JSON.parse(text)) ? [] : ["the body breaks the contract"];
}

/** Code of a problem, empty for other bodies. */
export function codeOf(text: string): string {
  try {
    const { code } = asObject(JSON.parse(text)) as { code?: unknown };
    return typeof code === "string" ? code : "";
  } catch {
    return "";
  }
}
