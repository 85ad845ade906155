import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mergePacts, pactContent, withInteractionIds } from "./pact-content.js";

const one = { description: "one", request: { method: "GET", path: "/1" }, response: { status: 200 } };
const two = { description: "two", request: { method: "GET", path: "/2" }, response: { status: 200 } };
const metadata = { pactSpecification: { version: "2.0.0" } };

describe("content of a pact", () => {
  it("is the same whatever the order of members and interactions, the names and other metadata", () => {
    const { sha } = pactContent({ consumer: { name: "a" }, interactions: [one, two], metadata });
    const reordered = { response: { status: 200 }, request: { path: "/1", method: "GET" }, description: "one" };
    const other = { consumer: { name: "b" }, interactions: [two, reordered], metadata: { ...metadata, client: "x" } };
    assert.equal(pactContent(other).sha, sha);
    assert.match(sha, /^[0-9a-f]{40}$/);
  });

  it("differs for other interactions, the same as messages, and another specification", () => {
    const shas = [
      { interactions: [one], metadata },
      { interactions: [two], metadata },
      { messages: [one], metadata },
      { interactions: [one], metadata: { pactSpecification: { version: "4.0" } } },
    ].map((document) => pactContent(document).sha);
    assert.equal(new Set(shas).size, 4);
  });

  it("names each interaction by what it says, an older name left aside", () => {
    const idOf = (interaction: object): unknown => {
      const [named] = withInteractionIds({ interactions: [interaction] })["interactions"] as { _id: unknown }[];
      const { _id: id } = named ?? {};
      return id;
    };
    assert.match(String(idOf(one)), /^[0-9a-f]{40}$/);
    assert.equal(idOf({ ...one, _id: "old" }), idOf(one));
  });

  it("merges other interactions and refuses another one of the same description", () => {
    const merged = mergePacts({ interactions: [one] }, { interactions: [two, one] });
    assert.deepEqual(merged?.["interactions"], [one, two]);
    assert.equal(
      mergePacts({ interactions: [one] }, { interactions: [{ ...one, response: { status: 404 } }] }),
      undefined,
    );
  });
});
