import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ComparableContract } from "./contract-document.js";
import { ThreadedExampleComparison } from "./threaded-example-comparison.js";

/** A contract of its own for each name, with one operation that answers 200. */
const contractOf = (name: string): ComparableContract => ({
  digest: name,
  format: "openapi-3.1",
  document: {
    openapi: "3.1.0",
    info: { title: name, version: "1.0.0" },
    paths: { [`/${name}`]: { get: { responses: { "200": { description: "Good." } } } } },
  },
});

const pactOf = (path: string) => ({
  consumer: { name: "reader" },
  provider: { name: "library" },
  metadata: { pactSpecification: { version: "2.0.0" } },
  interactions: [{ description: "reads", request: { method: "GET", path }, response: { status: 200 } }],
});

describe("the comparison of examples in a thread", () => {
  it("answers each of many that are asked at once, with what belongs to it", async () => {
    const comparison = new ThreadedExampleComparison();
    try {
      const names = Array.from({ length: 20 }, (_, index) => `books${index % 4}`);
      const found = await Promise.all(
        names.map((name, index) => comparison.compare(contractOf(name), pactOf(index < 10 ? `/${name}` : "/films"))),
      );
      assert.deepEqual(
        found.map((mismatches) => mismatches.map(({ code }) => code)),
        names.map((_, index) => (index < 10 ? [] : ["request.path-or-method.unknown"])),
      );
    } finally {
      await comparison.close();
    }
  });

  it("tells everyone who waits when it is closed, and starts no thread again", async () => {
    const comparison = new ThreadedExampleComparison();
    const asked = ["a", "b", "c"].map((name) => comparison.compare(contractOf(name), pactOf(`/${name}`)));
    const outcomes = Promise.allSettled(asked);
    await comparison.close();
    for (const outcome of await outcomes) {
      assert.equal(outcome.status, "rejected");
      assert.match(String(outcome.reason), /closed/);
    }
    await assert.rejects(comparison.compare(contractOf("d"), pactOf("/d")), /closed/);
  });
});
