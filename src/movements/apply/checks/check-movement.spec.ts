import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkMovement } from "./check-movement.js";
import { codesOf, exampleContext, exampleLine, exampleMovement } from "./movement-fixture.js";

describe("the checks of a movement", () => {
  it("let a sound one pass", () => {
    assert.deepEqual(checkMovement(exampleMovement(), exampleContext()), []);
  });

  it("collect every finding instead of stopping at the first", () => {
    const profile = { ...exampleContext().profile, status: "INACTIVE" as const };
    const lines = [exampleLine({ handlingUnit: "106141412345678900" }), exampleLine({ materialNumber: "NONE" })];
    const findings = checkMovement(exampleMovement({ reasonCode: "ZZ", lines }), exampleContext({ profile }));
    assert.deepEqual(codesOf(findings), [
      "PLANT_INACTIVE /plantCode",
      "LINE_NUMBER_REPEATED /lines/1/lineNumber",
      "MATERIAL_UNKNOWN /lines/1/materialNumber",
      "BAD_CHECK_DIGIT /lines/0/handlingUnit",
      "REASON_CODE_UNKNOWN /reasonCode",
    ]);
  });

  it("refuse a blocked material, and one that a transfer would make of it", () => {
    const blocked = {
      type: "material" as const,
      document: { number: "OLD", baseUnit: "KGM", status: "BLOCKED" as const },
    };
    const { lots: _, ...line } = exampleLine({ materialNumber: "OLD", toMaterialNumber: "NONE" });
    const findings = checkMovement(exampleMovement({ lines: [line] }), exampleContext({ records: [blocked] }));
    assert.deepEqual(codesOf(findings), [
      "MATERIAL_BLOCKED /lines/0/materialNumber",
      "MATERIAL_UNKNOWN /lines/0/toMaterialNumber",
    ]);
  });

  it("refuse to take back what was given up before it reached the ERP", () => {
    const context = exampleContext({ isReversal: true });
    assert.deepEqual(codesOf(checkMovement(exampleMovement(), context)), ["REVERSAL_NOT_POSSIBLE "]);
    const known = exampleContext({ isReversal: true, reversesKey: "0123456789ABCDEF" });
    assert.deepEqual(checkMovement(exampleMovement(), known), []);
  });
});
