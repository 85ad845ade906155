import assert from "node:assert/strict";
import { test } from "node:test";
import { isTransient } from "./transient-error.js";

const sqlError = (code: string): Error => Object.assign(new Error(code), { code });

test("lost races, timeouts and a lost database pass; what is wrong stays wrong", () => {
  for (const code of ["40001", "40P01", "55P03", "25P03", "57014", "57P01", "08006"]) {
    assert.equal(isTransient(sqlError(code)), true, code);
  }
  for (const code of ["22003", "23505", "IL001"]) assert.equal(isTransient(sqlError(code)), false, code);
  assert.equal(isTransient("40001"), false);
});
