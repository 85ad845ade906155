import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { commitGraceMs, mayResend } from "./resend-rule.js";

describe("resend rule", () => {
  it("refuses after one look-up, however late it came", () => {
    assert.equal(mayResend({ sends: 1, sinceSendMs: 3_600_000, probes: 0, notFound: 1 }, 5_000), false);
  });

  it("refuses inside the commit grace, however often the ERP was asked", () => {
    assert.equal(mayResend({ sends: 1, sinceSendMs: 4_999, probes: 9, notFound: 9 }, 5_000), false);
  });

  it("allows after two look-ups beyond the grace", () => {
    assert.equal(mayResend({ sends: 1, sinceSendMs: 5_000, probes: 1, notFound: 2 }, 5_000), true);
  });

  it("gives the ERP a second even when our own time-out is shorter", () => {
    assert.equal(commitGraceMs(100), 1_000);
  });
});
