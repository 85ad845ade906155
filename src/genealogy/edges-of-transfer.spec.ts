import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type TransferredLot, edgesOfTransfer } from "./edges-of-transfer.js";

const lot = (fromMaterial: string, toMaterial: string, lotNumber = "L"): TransferredLot => ({
  fromMaterial,
  toMaterial,
  lotNumber,
  quantity: "1",
  unit: "KGM",
});

const edges = (...lots: readonly TransferredLot[]): string[] =>
  edgesOfTransfer({ movementId: "M1", plantCode: "P1", lots, occurredAt: new Date("2026-11-23T09:00:00Z") }).map(
    ({ parentMaterial, childMaterial, childLot, kind }) => `${parentMaterial}>${childMaterial}/${childLot} ${kind}`,
  );

describe("edges of a transfer", () => {
  it("split a lot that goes on under several materials", () => {
    assert.deepEqual(edges(lot("A", "B"), lot("A", "C")), ["A>B/L SPLIT", "A>C/L SPLIT"]);
  });

  it("merge lots of several materials into one", () => {
    assert.deepEqual(edges(lot("A", "C"), lot("B", "C"), lot("A", "C", "OTHER")), [
      "A>C/L MERGE",
      "B>C/L MERGE",
      "A>C/OTHER SPLIT",
    ]);
  });

  it("name no lot that stays what it is", () => {
    assert.deepEqual(edges(lot("A", "A")), []);
  });

  it("have a source of their own, so that two amounts of one lot are two edges", () => {
    const lots = [lot("A", "B"), lot("A", "B")];
    const sources = edgesOfTransfer({ movementId: "M1", plantCode: "P1", lots, occurredAt: new Date(0) });
    assert.equal(new Set(sources.map(({ sourceId }) => sourceId)).size, 2);
  });
});
