import assert from "node:assert/strict";
import type { Answer } from "./gateway-client.js";

export interface ExpectedProblem {
  readonly status: number;
  readonly code: string;
  /** Where the findings point to, in their order; not looked at when absent. */
  readonly pointers?: readonly string[];
}

/** The answer is this problem (RFC 9457), names its request, and tells nothing of our inside. */
export function assertProblem(answer: Answer, { status, code, pointers }: ExpectedProblem): void {
  const text = JSON.stringify(answer.body);
  assert.deepEqual([answer.status, answer.body["code"], answer.body["status"]], [status, code, status], text);
  assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
  assert.equal(answer.headers.get("x-correlation-id"), answer.body["correlationId"]);
  assert.equal(answer.body["type"], `urn:interlock:problem:${code.toLowerCase().replaceAll("_", "-")}`);
  assert.doesNotMatch(text, /node_modules|\.js\b|SELECT |INSERT | at \S+ \(/);
  if (pointers === undefined) return;
  const findings = (answer.body["errors"] ?? []) as readonly { readonly pointer: string }[];
  assert.deepEqual(
    findings.map((finding) => finding.pointer),
    pointers,
    text,
  );
}
