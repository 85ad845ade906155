import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/production-order/samples.js";

type Findings = readonly { readonly code: string; readonly severity: string; readonly fix?: string }[];

describe("validateOrder answers 200", () => {
  it("that the order would pass, with every check, and stores nothing", async () => {
    const sample = await sampleOf("validateOrder");
    const { status, body } = await storesNothing(sample.gateway, () => sendSample(sample));
    assert.deepEqual([status, body["verdict"]], [200, "VALIDATED"], JSON.stringify(body));
    assert.equal((body["checks"] as unknown[]).length, 10);
  });

  it("with all that is wrong with the order at once, each with a remedy", async () => {
    const sample = await sampleOf("validateOrder");
    const wrong = {
      ...sample.body,
      material: { number: "UNHEARD-OF" },
      routing: { id: "RT-0", version: "1" },
      quantity: { value: "100", unit: "XYZ" },
    };
    const { status, body } = await storesNothing(sample.gateway, () => sendSample(sample, { body: wrong }));
    const errors = (body["findings"] as Findings).filter(({ severity }) => severity === "ERROR");
    const codes = new Set(errors.map(({ code }) => code));
    assert.deepEqual([status, body["verdict"]], [200, "REJECTED"]);
    assert.ok(
      ["MATERIAL_UNKNOWN", "ROUTING_MISSING", "UOM_UNKNOWN"].every((code) => codes.has(code)),
      [...codes].join(", "),
    );
    assert.ok(errors.every(({ fix }) => fix !== undefined && fix !== ""));
  });
});
