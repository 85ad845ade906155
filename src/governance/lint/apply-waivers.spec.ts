import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { applyWaivers } from "./apply-waivers.js";
import type { LintFinding, LintWaiver } from "./lint-report.js";

const place = { contract: "v1.yaml", file: "v1.yaml", line: 1, column: 1 };
const finding: LintFinding = {
  code: "ilk-op-id",
  severity: "ERROR",
  check: "lint",
  message: "operationId is missing",
  pointer: "/paths/~1orders/post",
  ...place,
};
const waiver: LintWaiver = {
  rule: "ilk-op-id",
  contract: "v1.yaml",
  pointer: "/paths/~1orders",
  owner: "orders-team",
  reason: "Generated clients depend on it.",
  ends: "2027-03-31",
};

describe("applyWaivers", () => {
  it("marks a finding at or below the pointer until the last day", () => {
    assert.deepEqual(applyWaivers([finding], [waiver], "2027-03-31"), [{ ...finding, waiver }]);
  });

  it("lets the finding count again the day after, and says whose waiver ended", () => {
    const [judged] = applyWaivers([finding], [waiver], "2027-04-01");
    assert.equal(judged?.waiver, undefined);
    assert.match(judged?.message ?? "", /waiver of orders-team ended on 2027-03-31/);
  });

  it("does not take a pointer for the beginning of another name", () => {
    const [judged] = applyWaivers([finding], [{ ...waiver, pointer: "/paths/~1ord" }], "2027-01-01");
    assert.equal(judged?.waiver, undefined);
  });

  it("never covers what could not be read", () => {
    const unread = { ...finding, code: "EXTERNAL_REF", check: "contract-intake" };
    const [judged] = applyWaivers([unread], [{ ...waiver, rule: "EXTERNAL_REF" }], "2027-01-01");
    assert.equal(judged?.waiver, undefined);
  });

  it("tells of a waiver that covers nothing", () => {
    const judged = applyWaivers([finding], [{ ...waiver, rule: "ilk-op-sla" }], "2027-01-01");
    assert.deepEqual(
      judged.map(({ code }) => code),
      ["ilk-op-id", "WAIVER_UNUSED"],
    );
  });
});
