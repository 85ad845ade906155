import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkSerials } from "./serials.js";
import { checkLine, exampleLine } from "./movement-fixture.js";

const check = (pieces: string, serials: readonly string[] | undefined): string[] => {
  const quantity = { value: pieces, unit: "C62" };
  const lots = [{ lotNumber: "L", quantity, ...(serials === undefined ? {} : { serials }) }];
  return checkLine(checkSerials, exampleLine({ materialNumber: "PUMP-1", quantity, lots }));
};

describe("the serial numbers of a movement", () => {
  it("are named where the material is managed by them", () => {
    assert.deepEqual(check("2", undefined), ["SERIAL_REQUIRED /lines/0/lots"]);
  });

  it("are as many as there are pieces", () => {
    assert.deepEqual(check("2", ["S1", "S2"]), []);
    assert.deepEqual(check("2", ["S1"]), ["BAD_QUANTITY /lines/0/lots/0/serials"]);
  });
});
