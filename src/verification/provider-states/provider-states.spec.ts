import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collectProviderStates } from "./provider-states.js";

describe("the provider states of pacts", () => {
  it("are read from every version of the specification, each once with those who use it", () => {
    const old = {
      interactions: [{ providerState: "an order" }, { provider_state: "no order" }, {}, { providerState: "" }],
    };
    const states = [
      { name: "an order" },
      { name: "an order", params: { id: 1, site: "A" } },
      { name: "empty", params: {} },
    ];
    const next = {
      interactions: [{ providerStates: states }, "no interaction"],
      messages: [{ providerStates: states }],
    };
    const same = { interactions: [{ providerStates: [{ params: { site: "A", id: 1 }, name: "an order" }] }] };
    const pacts = [
      { consumer: "mes", document: next },
      { consumer: "erp", document: old },
      { consumer: "lab", document: same },
      { consumer: "none", document: { interactions: null } },
    ];
    assert.deepEqual(collectProviderStates(pacts), [
      { name: "an order", consumers: ["erp", "mes"] },
      { name: "an order", params: { id: 1, site: "A" }, consumers: ["lab", "mes"] },
      { name: "empty", consumers: ["mes"] },
      { name: "no order", consumers: ["erp"] },
    ]);
  });
});
