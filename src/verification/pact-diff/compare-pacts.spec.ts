import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { comparePacts } from "./compare-pacts.js";

const interaction = (description: string, body: unknown) => ({
  description,
  request: { path: "/" },
  response: { body },
});

describe("the difference of two pacts", () => {
  it("names what was added, taken away and changed, by its path", () => {
    const before = { interactions: [interaction("a", { id: 1, tags: ["x"] }), interaction("b", 1)] };
    const after = { interactions: [interaction("a", { id: "1", tags: ["x", "y"], more: null }), interaction("c", 1)] };
    assert.deepEqual(comparePacts(before, after), [
      "  interaction: a",
      "    - response.body.id: 1",
      '    + response.body.id: "1"',
      '    + response.body.tags[1]: "y"',
      "    + response.body.more: null",
      "- interaction: b",
      "+ interaction: c",
    ]);
  });

  it("is nothing when only the order differs", () => {
    const [a, b] = [interaction("a", { x: 1, y: 2 }), interaction("b", 1)];
    assert.deepEqual(
      comparePacts({ interactions: [a, b] }, { interactions: [b, interaction("a", { y: 2, x: 1 })] }),
      [],
    );
  });

  it("tells interactions of other states apart, and sees another specification", () => {
    const before = { messages: [{ description: "m", providerStates: [{ name: "1" }] }] };
    const after = {
      messages: [{ description: "m", providerStates: [{ name: "2" }] }],
      metadata: { pactSpecification: { version: "4.0" } },
    };
    assert.deepEqual(comparePacts(before, after), [
      '- interaction: m (given [{"name":"1"}])',
      '+ interaction: m (given [{"name":"2"}])',
      '+ metadata.pactSpecification: {"version":"4.0"}',
    ]);
  });
});
