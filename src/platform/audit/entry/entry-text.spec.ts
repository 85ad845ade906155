import assert from "node:assert/strict";
import { describe, it } from "node:test";
import canonicalize from "canonicalize";
import fc from "fast-check";
import type { AuditIntent } from "./audit-intent.js";
import { entryText } from "./entry-text.js";

const position = { node: "n", nodeSeq: 2, settledSeq: 1, time: "2026-11-23T12:00:00.000Z" };
const intent: AuditIntent = {
  actor: "erp",
  action: "order:release",
  resourceType: "production-order",
  resourceId: "1",
  correlationId: "c",
};
const written = (changes: Partial<AuditIntent>): string => entryText({ ...intent, ...changes }, position);

/** Each stands for a place where a careless caller may put one. */
const CANARIES = [
  "Bearer abcdefghijklmnop0123456789",
  "Basic dXNlcjpwYXNzd29yZA==",
  "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl",
  "password=canary-hunter2",
  "client_secret: canary-hunter2",
  '{"access_token":"canary-hunter2"}',
  "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----",
];

describe("the text of an entry", () => {
  it("is canonical for anything a caller may hand in", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), fc.string(), (after, reason) => {
        const text = written({ after, reason });
        assert.equal(canonicalize(JSON.parse(text)), text);
      }),
      { numRuns: 150 },
    );
  });

  it("never fails for text that is not well-formed", () => {
    const text = written({ reason: "broken \ud800 pair", after: { "\udfff": "x", number: Number.NaN } });
    assert.ok(text.isWellFormed());
    assert.match(text, /broken \ufffd pair/);
  });

  it("holds nothing that looks like a secret, wherever it was put", () => {
    for (const canary of CANARIES) {
      for (const changes of [
        { reason: `because ${canary} was sent` },
        { reason: `on the next line\n${canary}` },
        { after: { nested: [{ note: canary }] } },
        { resourceId: canary },
        { request: { route: `/x?${canary}` } },
        { meaning: canary },
      ]) {
        const text = written(changes);
        assert.ok(!/canary|hunter2|abcdefghijklmnop|dXNlcjpw|eyJzdWIi|c2lnbmF0dXJl/.test(text), text);
        assert.match(text, /\[redacted\]/);
      }
    }
    assert.match(written({ after: { password: "x", token: "y" } }), /"password":"\[redacted\]","token":"\[redacted\]"/);
  });

  it("keeps the bond between a signature and what was approved", () => {
    const text = written({ onBehalfOf: "lead", reason: "checked", meaning: "approval", contentHash: "ab" });
    const entry = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual([entry["meaning"], entry["reason"], entry["contentHash"]], ["approval", "checked", "ab"]);
    assert.deepEqual(entry["actor"], { sub: "erp", onBehalfOf: "lead" });
  });
});
