import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assembleReport, type UnjudgedEntry, type UnjudgedReport } from "./assemble-report.js";
import type { FailOn, ReviewWaiver } from "./review-report.js";
import { REPORT_FORMATS, writeReport } from "./write-report.js";

const FINGERPRINT = "a".repeat(64);
const TODAY = "2026-11-23";

function entry(parts: Partial<UnjudgedEntry> = {}): UnjudgedEntry {
  return {
    rule: "path.removed",
    severity: "ERROR",
    verdict: "breaking",
    message: "The path was removed.",
    affects: ["GET /orders"],
    place: { file: "v1.yaml", line: 3, column: 5, pointer: "/paths/~1orders" },
    fingerprint: FINGERPRINT,
    waiverCommand: "interlock waive …",
    ...parts,
  };
}

function report(parts: Partial<UnjudgedReport>, waivers: readonly ReviewWaiver[] = [], failOn: FailOn = "error") {
  const head = { kind: "diff", profile: "strict", failOn, subjects: [], rules: [], notes: [] } as const;
  return assembleReport({ ...head, isUnreadable: false, entries: [entry()], ...parts }, { waivers, today: TODAY });
}

const waiver = { fingerprint: FINGERPRINT, owner: "ann", approvedBy: "ben", reason: "nobody calls it", ends: TODAY };

describe("assembling a report", () => {
  it("fails on a break", () => {
    assert.equal(report({}).verdict, "failed");
  });

  it("calls a report in which only doubts block undecided, and says so in every format", () => {
    const doubt = report({ entries: [entry({ verdict: "undecided" })] });
    assert.equal(doubt.verdict, "undecided");
    for (const format of REPORT_FORMATS) {
      const text = writeReport(doubt, format);
      if (format === "junit") assert.match(text, /<error message="The path was removed\."/);
      else assert.match(text, /undecided/, format);
    }
  });

  it("never passes what could not be read, whatever the threshold", () => {
    assert.equal(report({ isUnreadable: true, entries: [] }, [], "none").verdict, "unreadable");
  });

  it("lets a waiver with two people cover a break until its last day", () => {
    const waived = report({}, [waiver]);
    assert.deepEqual([waived.verdict, waived.counts.waived, waived.counts.error], ["passed", 1, 0]);
  });

  it("lets a waiver that ended cover nothing and says when it ended", () => {
    const ended = report({}, [{ ...waiver, ends: "2026-11-22" }]);
    assert.equal(ended.verdict, "failed");
    assert.match(ended.entries[0]?.message ?? "", /the waiver of ann ended on 2026-11-22/);
  });

  it("refuses a waiver of a break that only its owner stands for", () => {
    const { approvedBy, ...alone } = waiver;
    for (const own of [alone, { ...waiver, approvedBy: waiver.owner }])
      assert.equal(report({}, [own]).verdict, "failed");
    assert.equal(approvedBy, "ben");
  });

  it("lets one person waive a finding of lint", () => {
    const { fingerprint, owner, reason, ends } = waiver;
    const entries = [entry({ verdict: "finding" })];
    assert.equal(report({ entries }, [{ fingerprint, owner, reason, ends }]).verdict, "passed");
  });

  it("waives nothing that was not judged", () => {
    const { waiverCommand, ...unwaivable } = entry({ verdict: "not-run" });
    assert.ok(waiverCommand);
    assert.equal(report({ entries: [unwaivable] }, [waiver]).verdict, "undecided");
  });

  it("tells of waivers that cover nothing", () => {
    assert.deepEqual(report({ entries: [] }, [waiver]).notes, ["1 of 1 waivers cover nothing here."]);
  });

  it("blocks from the threshold on", () => {
    const entries = [entry({ severity: "WARN", verdict: "compatible" })];
    assert.deepEqual(
      (["error", "warn", "info", "none"] as const).map((failOn) => report({ entries }, [], failOn).verdict),
      ["passed", "failed", "failed", "passed"],
    );
  });
});
