import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkLots } from "./lots.js";
import { checkLine, codesOf, exampleContext, exampleLine, exampleMovement, kilograms } from "./movement-fixture.js";

const lot = (lotNumber: string, value: string) => ({ lotNumber, quantity: kilograms(value) });

describe("the lots of a movement", () => {
  it("are named where the material is managed in lots", () => {
    const { lots: _, ...line } = exampleLine();
    assert.deepEqual(checkLine(checkLots, line), ["LOT_REQUIRED /lines/0/lots"]);
  });

  it("add up to their line exactly, in whatever unit each is said", () => {
    const quantity = kilograms("27");
    const halves = [lot("LOT-RM-7", "2"), { lotNumber: "LOT-RM-7", quantity: { value: "1", unit: "BG" } }];
    assert.deepEqual(checkLine(checkLots, exampleLine({ quantity, lots: halves })), []);
    const short = [lot("LOT-RM-7", "26.999999")];
    assert.deepEqual(checkLine(checkLots, exampleLine({ quantity, lots: short })), ["BAD_QUANTITY /lines/0/lots"]);
  });

  it("are known and free where material is consumed; a restricted lot may still be scrapped", () => {
    const restricted = exampleLine({ lots: [lot("LOT-RM-9", "2")] });
    const issue = { movementType: "ISSUE_TO_ORDER", orderNumber: "1" } as const;
    assert.deepEqual(checkLine(checkLots, restricted, issue), ["LOT_RESTRICTED /lines/0/lots/0/lotNumber"]);
    assert.deepEqual(checkLine(checkLots, restricted), []);
    const unknown = exampleLine({ lots: [lot("NEW", "2")] });
    assert.deepEqual(checkLine(checkLots, unknown, issue), ["LOT_UNKNOWN /lines/0/lots/0/lotNumber"]);
    assert.deepEqual(checkLine(checkLots, unknown, { movementType: "RECEIPT_FROM_ORDER", orderNumber: "1" }), []);
  });

  it("expire", () => {
    const document = {
      materialNumber: "RM-100",
      lotNumber: "LOT-RM-7",
      disposition: "UNRESTRICTED",
      expiresAt: "2026-11-01T00:00:00Z",
    } as const;
    const movement = exampleMovement({ movementType: "ISSUE_TO_ORDER", orderNumber: "1" });
    const findings = checkLots(movement, exampleContext({ records: [{ type: "lot", document }] }));
    assert.deepEqual(codesOf(findings), ["LOT_RESTRICTED /lines/0/lots/0/lotNumber"]);
  });

  it("are not asked again when the movement is taken back", () => {
    const movement = exampleMovement({
      movementType: "ISSUE_TO_ORDER",
      lines: [exampleLine({ lots: [lot("GONE", "2")] })],
    });
    assert.deepEqual(checkLots(movement, exampleContext({ isReversal: true })), []);
  });
});
