import assert from "node:assert/strict";
import { describe, it } from "node:test";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { readEntry, readOwnEntry } from "../sequencer/read-entry.js";
import type { AuditIntent } from "./audit-intent.js";
import { entryOf, type EntryPosition } from "./entry-object.js";
import { entryText } from "./entry-text.js";
import { writeEntry } from "./write-entry.js";

const text = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.constant('","nodeSeq":7,"settledSeq":8,"\\'));
/** What may look like members of the entry itself. */
const value = fc.dictionary(fc.oneof(text, fc.constantFrom("node", "nodeSeq", "settledSeq", "time")), fc.jsonValue());
const spoof = fc.constant({ node: "0123456789abcdef0123", nodeSeq: 7, settledSeq: 8, x: 1 });

const intents: fc.Arbitrary<AuditIntent> = fc.record(
  {
    actor: text,
    action: fc.oneof(text, fc.constantFrom("order:release", "node:declare", "audit-key:rotate")),
    resourceType: text,
    resourceId: text,
    correlationId: text,
    actorKind: fc.constantFrom("HUMAN", "SERVICE", "EDGE"),
    authenticationMethod: text,
    grants: fc.array(text),
    onBehalfOf: text,
    tokenIdHash: text,
    resourceVersion: text,
    plantCode: text,
    decision: fc.constantFrom("ALLOWED", "DENIED"),
    policyVersion: text,
    rule: text,
    traceparent: fc.oneof(text, fc.constant("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
    request: fc.record({ route: text, status: fc.integer(), ip: text }, { requiredKeys: [] }),
    contentHash: text,
    before: fc.oneof(value, spoof),
    after: fc.oneof(value, spoof),
    reason: text,
    meaning: text,
  },
  { requiredKeys: ["actor", "action", "resourceType", "resourceId", "correlationId"] },
);
const positions: fc.Arbitrary<EntryPosition> = fc.record(
  {
    node: fc.constant("fedcba98765432100123"),
    nodeSeq: fc.nat(),
    settledSeq: fc.nat(),
    time: fc.constant("2026-11-23T12:00:00.000Z"),
    commitments: fc.dictionary(fc.oneof(text, fc.constantFrom("node", "nodeSeq")), fc.constant("ab".repeat(32))),
  },
  { requiredKeys: ["node", "nodeSeq", "settledSeq", "time"] },
);

describe("an entry written member by member", () => {
  it("has the bytes of RFC 8785, or is left to who can tell", () => {
    let written = 0;
    fc.assert(
      fc.property(intents, positions, (intent, position) => {
        const fast = writeEntry(intent, position);
        if (fast === undefined) return;
        written++;
        assert.equal(fast, canonicalize(entryOf(intent, position)));
      }),
      { numRuns: 1_000 },
    );
    assert.ok(written > 800, `${written} of 1000`);
  });

  it("is never written where RFC 8785 refuses it", () => {
    const position = { node: "n", nodeSeq: 1, settledSeq: 0, time: "t" };
    const intent: AuditIntent = {
      actor: "a",
      action: "b",
      resourceType: "c",
      resourceId: "\ud800",
      correlationId: "e",
    };
    assert.equal(writeEntry(intent, position), undefined);
    assert.throws(() => writeEntry({ ...intent, resourceId: "d", after: { reading: Number.NaN } }, position));
  });

  it("is read without parsing as what it is, whatever its members imitate", () => {
    fc.assert(
      fc.property(intents, positions, (intent, position) => {
        const own = entryText(intent, position);
        assert.deepEqual(readOwnEntry(own), readEntry(own));
      }),
      { numRuns: 1_000 },
    );
  });
});
