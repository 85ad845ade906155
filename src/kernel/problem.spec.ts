import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InterlockError, defineProblems, problemType, toProblem } from "./problem.js";

const problems = defineProblems({
  TEST_REFUSED: { class: "BUSINESS", status: 409, retryable: false, title: "The test refuses." },
});

describe("problems", () => {
  it("carry their code as a type that is an address of nothing", () => {
    assert.equal(problemType("ORDER_NOT_FOUND"), "urn:interlock:problem:order-not-found");
    assert.equal(problems.TEST_REFUSED.code, "TEST_REFUSED");
  });

  it("show what the caller needs, and neither the cause nor the headers", () => {
    const details = { detail: "Not now.", headers: { "retry-after": "1" }, cause: new Error("secret") };
    assert.deepEqual(toProblem(problems.TEST_REFUSED, details, "c-1"), {
      type: "urn:interlock:problem:test-refused",
      title: "The test refuses.",
      status: 409,
      detail: "Not now.",
      code: "TEST_REFUSED",
      class: "BUSINESS",
      retryable: false,
      correlationId: "c-1",
    });
  });

  it("say their detail as the message of the error, else their title", () => {
    assert.equal(new InterlockError(problems.TEST_REFUSED).message, "The test refuses.");
    assert.equal(new InterlockError(problems.TEST_REFUSED, { detail: "Not now." }).message, "Not now.");
  });
});
