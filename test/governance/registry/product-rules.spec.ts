import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../../../src/kernel/clock.js";
import { productEvidence } from "../../../src/promotion/public.js";
import { type ContractChange, type RegistryStage, startRegistryStage, submissionOf } from "./registry-stage.js";

interface Evidence {
  readonly kind: string;
  readonly verdict: string;
  readonly findings: readonly {
    readonly code: string;
    readonly message: string;
    readonly certainty?: string;
    readonly witness?: { readonly acceptedBy: string; readonly rejectedBy: string };
    readonly impact?: { readonly verdict: string };
  }[];
}

describe("the gate with the rules of the product", () => {
  let stage: RegistryStage;
  before(async () => {
    stage = await startRegistryStage({ evidence: productEvidence(systemClock) });
  });
  after(() => stage.close());

  async function evidenceOf(change: ContractChange): Promise<readonly Evidence[]> {
    const made = await stage.send("POST /platform/v1/contracts", "architect", submissionOf("v1", change));
    const { digest } = made.body["version"] as { digest: string };
    const { status, body } = await stage.send(`POST /platform/v1/contracts/${digest}:submit`, "architect", {});
    assert.equal(status, 200, JSON.stringify(body));
    return (body["evaluation"] as { items: readonly Evidence[] }).items;
  }

  const verdictsOf = (items: readonly Evidence[]): Readonly<Record<string, string>> =>
    Object.fromEntries(items.map(({ kind, verdict }) => [kind, verdict]));

  it("blocks a path that is taken away, shows a call that is lost, and says who makes it or that nobody knows", async () => {
    const items = await evidenceOf((document) => {
      delete document["paths"]?.["/orders/{plantCode}/{orderNumber}/timeline"];
      document["info"] = { ...document["info"], version: "1.1.0" };
    });
    assert.equal(verdictsOf(items)["DIFF"], "FAILED");
    const removed = items.find(({ kind }) => kind === "DIFF")?.findings.find(({ code }) => code === "path.removed");
    assert.equal(removed?.certainty, "proven-breaking");
    assert.deepEqual([removed?.witness?.acceptedBy, removed?.witness?.rejectedBy], ["base", "revision"]);
    assert.ok(["unused", "unknown"].includes(removed?.impact?.verdict ?? ""), JSON.stringify(removed?.impact));
    assert.match(removed?.message ?? "", /GET \/orders\/\{plantCode\}\/\{orderNumber\}\/timeline/);
  });

  it("lets an optional addition pass every check", async () => {
    const items = await evidenceOf((document) => {
      document["info"] = { ...document["info"], version: "1.1.0", summary: "Orders, with a better summary." };
    });
    assert.deepEqual(
      verdictsOf(items),
      { BINDING: "PASSED", DIFF: "PASSED", LINT: "PASSED", PACT: "PASSED" },
      JSON.stringify(items).slice(0, 2000),
    );
  });
});
