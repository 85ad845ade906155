import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { issueDocument, lineDocument } from "../../../support/inventory-movement/documents.js";
import { newOrderNumber } from "../../../support/production-order/documents.js";
import { bodyOf, sampleOf } from "../../../support/inventory-movement/samples.js";

describe("validateMovement answers 200", () => {
  it("with APPLIED when every check passes, and stores nothing", async () => {
    const sample = await sampleOf("validateMovement");
    const { status, body } = await storesNothing(sample.gateway, () => sendSample(sample));
    assert.deepEqual([status, body], [200, { verdict: "APPLIED", findings: [] }]);
  });

  it("with every finding at once when checks refuse", async () => {
    const sample = await sampleOf("validateMovement");
    const lines = [
      lineDocument({ storageLocation: undefined, handlingUnit: "106141412345678900" }),
      lineDocument({ materialNumber: "RM-200", lots: [{ lotNumber: "LOT-X", quantity: { value: "1", unit: "BG" } }] }),
    ];
    const body = { ...bodyOf(sample), lines, occurredAt: "2026-01-05T08:00:00Z", postingDate: "2020-01-31" };
    const answer = await storesNothing(sample.gateway, () => sendSample(sample, { body }));
    assert.equal(answer.body["verdict"], "PARKED");
    const findings = answer.body["findings"] as readonly { readonly code: string; readonly pointer: string }[];
    assert.deepEqual(findings.map(({ code, pointer }) => `${code} ${pointer}`).toSorted(), [
      "BAD_CHECK_DIGIT /lines/0/handlingUnit",
      "LINE_NUMBER_REPEATED /lines/1/lineNumber",
      "LOT_UNKNOWN /lines/1/lots/0/lotNumber",
      "POSTING_PERIOD_CLOSED /postingDate",
      "STORAGE_LOCATION_MISSING /lines/0/storageLocation/from",
      "UOM_NOT_CONVERTIBLE /lines/1/lots/0/quantity/unit",
    ]);
  });

  it("with QUARANTINED for an order that is not known yet", async () => {
    const sample = await sampleOf("validateMovement");
    const { body } = await sendSample(sample, { body: issueDocument(newOrderNumber()) });
    assert.equal(body["verdict"], "QUARANTINED");
  });
});
