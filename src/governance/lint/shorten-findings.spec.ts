import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { LintFinding } from "./lint-report.js";
import { shortenFindings } from "./shorten-findings.js";

const finding = (code: string, line: number): LintFinding => ({
  code,
  severity: "ERROR",
  check: "lint",
  message: "is wrong",
  pointer: `/${line}`,
  contract: "v1.yaml",
  file: "v1.yaml",
  line,
  column: 1,
});

describe("shortenFindings", () => {
  it("keeps the first of each rule and counts the others in one more", () => {
    const many = Array.from({ length: 10 }, (_, index) => finding("ilk-a", index + 1));
    const kept = shortenFindings([...many, finding("ilk-b", 1)], 3);
    assert.deepEqual(
      kept.map(({ code, line, message }) => `${code} ${line} ${message}`),
      [
        "ilk-a 1 is wrong",
        "ilk-a 2 is wrong",
        "ilk-a 3 is wrong",
        "ilk-a 4 is wrong (and at 6 more places)",
        "ilk-b 1 is wrong",
      ],
    );
  });

  it("leaves nothing out when there is only one more", () => {
    const four = Array.from({ length: 4 }, (_, index) => finding("ilk-a", index + 1));
    assert.deepEqual(shortenFindings(four, 3), four);
  });
});
