import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InterlockError } from "../../kernel/problem.js";
import { ULID_SHAPE, decodeCursor, encodeCursor } from "./cursor.js";

const SHAPES = [/^[0-9]{1,16}$/, ULID_SHAPE];
const PLACE = ["1795420800000001", "01KAR7Q2M0X3V9C4T8E6H5J2WD"];

describe("a cursor", () => {
  it("holds a place, as text that may stand in an address", () => {
    assert.match(encodeCursor(PLACE), /^[A-Za-z0-9_-]+$/);
    assert.deepEqual(decodeCursor(encodeCursor(PLACE), SHAPES), PLACE);
    assert.equal(decodeCursor(undefined, SHAPES), undefined);
  });

  it("that this list did not give is refused before the database sees it", () => {
    const made = [["1"], [...PLACE, "1"], ["yesterday", PLACE[1] ?? ""], [PLACE[0] ?? "", "'; DROP TABLE"], ["", ""]];
    for (const cursor of [...made.map(encodeCursor), "", "%%%"]) {
      assert.throws(
        () => decodeCursor(cursor, SHAPES),
        (error: unknown) => error instanceof InterlockError && error.code === "CURSOR_INVALID",
      );
    }
  });
});
