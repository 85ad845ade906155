import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ReleasedComponent } from "../../order-release.js";
import { checkLots } from "./lots.js";
import { NOW, type FixtureChanges, exampleData, exampleOrder, orderWith } from "./release-fixture.js";

const allocated = (...lots: string[]) => ({
  allocatedLots: lots.map((lotNumber) => ({ lotNumber, quantity: { value: "1", unit: "KGM" } })),
});

function found(component: Partial<ReleasedComponent>, changes: FixtureChanges = {}): string[] {
  return checkLots(orderWith(component), exampleData(changes), NOW).map(({ code, pointer }) => `${code} ${pointer}`);
}

describe("lots", () => {
  it("takes lines that require lots, with and without lots named", () => {
    assert.deepEqual(checkLots(exampleOrder(), exampleData(), NOW), []);
    assert.deepEqual(found({ lotNumber: "LOT-RM-7", ...allocated("LOT-RM-7") }), []);
  });

  it("refuses a lot-tracked material on a line that does not require lots", () => {
    assert.deepEqual(found({ lotRequired: false }), ["LOT_REQUIRED /components/0/lotRequired"]);
    assert.deepEqual(found({ lotRequired: false, isByProduct: true }), []);
    assert.deepEqual(found({ lotRequired: false, lotNumber: "LOT-RM-7" }), []);
  });

  it("refuses unknown lots, and lots of another material", () => {
    assert.deepEqual(found({ lotNumber: "LOT-0", ...allocated("LOT-RM-7", "LOT-RM-8") }), [
      "LOT_UNKNOWN /components/0/lotNumber",
      "LOT_UNKNOWN /components/0/allocatedLots/1/lotNumber",
    ]);
  });

  it("refuses a lot that may not be used", () => {
    assert.deepEqual(found(allocated("LOT-RM-9")), ["LOT_RESTRICTED /components/0/allocatedLots/0/lotNumber"]);
    for (const disposition of ["PLANNED", "CLOSED"] as const) {
      const records = [{ type: "lot", document: { materialNumber: "RM-100", lotNumber: "L", disposition } }] as const;
      assert.deepEqual(found({ lotNumber: "L" }, { records }), ["LOT_RESTRICTED /components/0/lotNumber"], disposition);
    }
  });

  it("refuses a lot that has expired when the order starts", () => {
    const lot = (expiresAt: string) =>
      [
        { type: "lot", document: { materialNumber: "RM-100", lotNumber: "L", disposition: "UNRESTRICTED", expiresAt } },
      ] as const;
    assert.deepEqual(found({ lotNumber: "L" }, { records: lot("2026-11-23T08:00:00Z") }), [
      "LOT_RESTRICTED /components/0/lotNumber",
    ]);
    assert.deepEqual(found({ lotNumber: "L" }, { records: lot("2026-11-23T08:00:01Z") }), []);
  });
});
