import assert from "node:assert/strict";
import { describe, it } from "node:test";
import pg from "pg";
import { failureOf, refusalOf } from "./sql-failure.js";

function databaseError(code: string): pg.DatabaseError {
  const error = new pg.DatabaseError("says no", 1, "error");
  error.code = code;
  return error;
}

describe("failures of the staging database", () => {
  for (const [code, outcome, problem] of [
    ["28P01", "RETRYABLE", "ERP_CREDENTIALS_REFUSED"],
    ["40001", "RETRYABLE", "ERP_LOCKED"],
    ["55P03", "RETRYABLE", "ERP_LOCKED"],
    ["57014", "RETRYABLE", "ERP_LOCKED"],
    ["53300", "RETRYABLE", "ERP_UNAVAILABLE"],
    ["42501", "REJECTED", "ERP_NOT_AUTHORIZED"],
    ["23514", "REJECTED", "ERP_REJECTED"],
  ] as const) {
    it(`are ${outcome} ${problem} for SQLSTATE ${code}`, () => {
      const refused = refusalOf(databaseError(code));
      assert.ok(refused !== undefined && "error" in refused);
      assert.deepEqual([refused.outcome, refused.error.code, refused.error.foreignCode], [outcome, problem, code]);
    });
  }

  it("leave open whether a statement was applied when the server was stopped or the connection broke", () => {
    assert.equal(refusalOf(databaseError("57P01")), undefined);
    assert.equal(failureOf(databaseError("57P01")).mayHaveArrived, true);
    assert.equal(failureOf(new Error("Connection terminated unexpectedly")).mayHaveArrived, true);
    assert.equal(failureOf(new Error("Query read timeout")).mayHaveArrived, true);
  });

  it("know that nothing left without a connection", () => {
    assert.equal(failureOf(Object.assign(new Error("connect"), { code: "ECONNREFUSED" })).mayHaveArrived, false);
    assert.equal(failureOf(new Error("timeout exceeded when trying to connect")).mayHaveArrived, false);
  });
});
