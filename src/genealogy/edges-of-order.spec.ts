import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { edgesOfOrder, missingEdges, obsoleteEdges } from "./edges-of-order.js";
import type { OrderLot } from "./order-lot.js";

function lot(id: string, side: OrderLot["side"], lotNumber: string, changes: Partial<OrderLot> = {}): OrderLot {
  return {
    id,
    plantCode: "P1",
    orderNumber: "1",
    side,
    materialNumber: side === "INPUT" ? "RM" : "FG",
    lotNumber,
    gtin: null,
    handlingUnit: null,
    quantity: "1",
    unit: "KGM",
    operationNumber: "0010",
    confirmationId: "c",
    kind: "TRANSFORM",
    at: new Date("2026-11-23T09:00:00Z"),
    timeZone: "Europe/Berlin",
    ...changes,
  };
}

const pairs = (lots: readonly OrderLot[]): string[] =>
  edgesOfOrder(lots).map(({ parentLot, childLot, kind }) => `${parentLot}>${childLot} ${kind}`);

describe("edges of an order", () => {
  it("lead from each consumption to each lot made, whichever was reported first", () => {
    const lots = [lot("1", "OUTPUT", "A"), lot("2", "INPUT", "R1"), lot("3", "INPUT", "R2"), lot("4", "OUTPUT", "B")];
    assert.deepEqual(pairs(lots).toSorted(), ["R1>A TRANSFORM", "R1>B TRANSFORM", "R2>A TRANSFORM", "R2>B TRANSFORM"]);
  });

  it("name a lot once that was made in several reports", () => {
    assert.deepEqual(pairs([lot("1", "INPUT", "R"), lot("2", "OUTPUT", "A"), lot("3", "OUTPUT", "A")]), [
      "R>A TRANSFORM",
    ]);
  });

  it("lead from no lot that the order gave back as a whole, and still from one it kept some of", () => {
    const back = (id: string, quantity: string) => lot(id, "RETURN", "R", { materialNumber: "RM", quantity });
    const lots = [lot("1", "INPUT", "R", { quantity: "5" }), lot("2", "OUTPUT", "A"), back("3", "2")];
    assert.deepEqual(pairs(lots), ["R>A TRANSFORM"]);
    assert.deepEqual(pairs([...lots, back("4", "3")]), []);
    assert.deepEqual(pairs([...lots, back("4", "3"), lot("5", "INPUT", "R")]), ["R>A TRANSFORM", "R>A TRANSFORM"]);
  });

  it("are kept when a return is in another unit, since too many lots in a recall are better than too few", () => {
    const back = lot("3", "RETURN", "R", { materialNumber: "RM", quantity: "5000", unit: "GRM" });
    assert.deepEqual(pairs([lot("1", "INPUT", "R", { quantity: "5" }), lot("2", "OUTPUT", "A"), back]), [
      "R>A TRANSFORM",
    ]);
  });

  it("lead from a packed lot to its handling unit", () => {
    const packed = lot("1", "OUTPUT", "A", { handlingUnit: "340123450000000017" });
    const [edge] = edgesOfOrder([packed]);
    assert.deepEqual([edge?.kind, edge?.childMaterial, edge?.childLot], ["AGGREGATE", "", "340123450000000017"]);
  });

  it("lead from a lot to itself only when it is reworked", () => {
    const same = { materialNumber: "FG", lotNumber: "A" };
    assert.deepEqual(pairs([lot("1", "INPUT", "A", same), lot("2", "OUTPUT", "A", same)]), []);
    const rework = { ...same, kind: "REWORK" } as const;
    assert.deepEqual(pairs([lot("1", "INPUT", "A", rework), lot("2", "OUTPUT", "A", rework)]), ["A>A REWORK"]);
  });

  it("are added and taken back by what the lots say now", () => {
    const before = [lot("1", "INPUT", "R1"), lot("2", "OUTPUT", "A")];
    const standing = edgesOfOrder(before).map((edge, index) => ({ ...edge, id: `e${index}` }));
    const after = [lot("3", "INPUT", "R2"), lot("2", "OUTPUT", "A")];
    assert.deepEqual(missingEdges(edgesOfOrder(before), standing), []);
    assert.deepEqual(
      missingEdges(edgesOfOrder(after), standing).map(({ parentLot }) => parentLot),
      ["R2"],
    );
    assert.deepEqual(
      obsoleteEdges(edgesOfOrder(after), standing).map(({ id }) => id),
      ["e0"],
    );
  });

  it("stand when a lot was reported again and its first report was taken back", () => {
    const standing = edgesOfOrder([lot("1", "INPUT", "R"), lot("2", "OUTPUT", "A")]).map((edge) => ({
      ...edge,
      id: "e",
    }));
    const after = edgesOfOrder([lot("1", "INPUT", "R"), lot("3", "OUTPUT", "A")]);
    assert.deepEqual([missingEdges(after, standing), obsoleteEdges(after, standing)], [[], []]);
  });
});
