import type { Finding } from "../kernel/finding.js";
import type { ContractParameter } from "./contract-operation.js";

/** Missing headers that have a problem of their own, and what to send. */
const MISSING: Readonly<Record<string, { readonly code: string; readonly remedy: string }>> = {
  "idempotency-key": { code: "IDEMPOTENCY_KEY_MISSING", remedy: "send a key unique to this request" },
  "if-match": { code: "ETAG_REQUIRED", remedy: "send the ETag of the version that the change was made from" },
};

/** A required header that was not sent. */
export function missingHeader(finding: Finding, { name, example }: ContractParameter): Finding {
  const known = MISSING[name.toLowerCase()];
  const remedy = known?.remedy ?? "send it";
  return {
    ...finding,
    code: known?.code ?? finding.code,
    message: `The ${name} header is missing; ${remedy}.`,
    fix: `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}${suchAs(example)}.`,
  };
}

/** A header that breaks its schema: named as the contract writes it, as Node gives names in lower case. */
export function invalidHeader(finding: Finding, { name, example }: ContractParameter): Finding {
  const rest = finding.message.slice(name.length);
  const isWhole = rest.startsWith(" ");
  const fix = finding.fix?.replace(/\.$/, `${suchAs(example)}.`);
  return {
    ...finding,
    message: isWhole ? `The ${name} header${rest}` : `${name}${rest}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

function suchAs(example: string | undefined): string {
  return example === undefined ? "" : `, such as ${example}`;
}
