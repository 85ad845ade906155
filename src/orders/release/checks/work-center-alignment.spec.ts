import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { NOW, exampleData, exampleOrder, exampleProfile } from "./release-fixture.js";
import type { PlantData } from "./release-check.js";
import { checkWorkCenterAlignment } from "./work-center-alignment.js";

const mixing = (changes: object) => [{ operationNumber: "0010", sequence: 1, workCenterCode: "MIX01", ...changes }];

function found(operations: ReturnType<typeof mixing>, data: PlantData): string[] {
  return checkWorkCenterAlignment(exampleOrder({ operations }), data, NOW).map(
    ({ code, pointer }) => `${code} ${pointer}`,
  );
}

describe("work-center-alignment", () => {
  it("takes operations at mapped, active and capable work centres", () => {
    assert.deepEqual(checkWorkCenterAlignment(exampleOrder(), exampleData(), NOW), []);
    assert.deepEqual(found(mixing({ capability: "MIXING" }), exampleData()), []);
  });

  it("refuses an unknown work centre, and says separately that it is not mapped", () => {
    assert.deepEqual(found(mixing({ workCenterCode: "MIX09" }), exampleData()), [
      "WORK_CENTER_UNKNOWN /operations/0/workCenterCode",
      "WORK_CENTER_UNMAPPED /operations/0/workCenterCode",
    ]);
  });

  it("refuses a known work centre without a mapping and names the key to add", () => {
    const profile = exampleProfile();
    const data = exampleData({ profile: { ...profile, mappings: { ...profile.mappings, workCenter: {} } } });
    const [finding] = checkWorkCenterAlignment(exampleOrder(), data, NOW);
    assert.equal(finding?.code, "WORK_CENTER_UNMAPPED");
    assert.match(finding.fix ?? "", /mappings\.workCenter\.MIX01/);
  });

  it("does not take a member every object has for a mapping", () => {
    const data = exampleData({ records: [{ type: "work-center", document: { code: "constructor", active: true } }] });
    assert.deepEqual(found(mixing({ workCenterCode: "constructor" }), data), [
      "WORK_CENTER_UNMAPPED /operations/0/workCenterCode",
    ]);
  });

  it("refuses an inactive work centre and a missing capability", () => {
    const data = exampleData({ records: [{ type: "work-center", document: { code: "MIX01", active: false } }] });
    assert.deepEqual(found(mixing({ capability: "MIXING" }), data), [
      "WORK_CENTER_UNMAPPED /operations/0/workCenterCode",
      "WORK_CENTER_INCAPABLE /operations/0/capability",
    ]);
  });
});
