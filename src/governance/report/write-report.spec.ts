import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertWellFormed } from "../../../test/governance/report/well-formed.js";
import { assembleReport, type UnjudgedEntry, type UnjudgedReport } from "./assemble-report.js";
import type { ReviewReport } from "./review-report.js";
import { REPORT_FORMATS, writeReport } from "./write-report.js";

const HOSTILE =
  "</script><img src=x onerror=alert(1)> ]]> \u0000 ::error:: @team `code` <!-- interlock:report:lint -->\n# head";

function report(entries: readonly Partial<UnjudgedEntry>[], parts: Partial<UnjudgedReport> = {}): ReviewReport {
  const full = entries.map((own, index): UnjudgedEntry => {
    const place = { file: "a,b:c.yaml", line: 1 + index, column: 1, pointer: "" };
    const fingerprint = String(index).padStart(64, "0");
    const base = { rule: "some-rule", severity: "ERROR", verdict: "finding", message: "Wrong.", affects: [] } as const;
    return { ...base, place, fingerprint, ...own };
  });
  const head = { kind: "lint", profile: "strict", failOn: "error", subjects: [], rules: [], notes: [] } as const;
  return assembleReport(
    { ...head, isUnreadable: false, entries: full, ...parts },
    { waivers: [], today: "2026-11-23" },
  );
}

describe("writing a report", () => {
  it("keeps foreign text from becoming markup, markers or workflow commands", () => {
    const hostile = report([{ message: HOSTILE, rule: "some-rule", affects: [HOSTILE], remedy: HOSTILE }]);
    const html = writeReport(hostile, "html");
    assert.doesNotMatch(html, /<img/);
    assert.equal(html.split("</script>").length, 2);
    assertWellFormed(writeReport(hostile, "junit"));
    const markdown = writeReport(hostile, "markdown");
    assert.equal(markdown.split("<!-- interlock:report").length, 2);
    assert.doesNotMatch(markdown, /<img|@team|\n# head/);
    const commands = writeReport(hostile, "github").trimEnd().split("\n");
    assert.equal(commands.length, 2);
    assert.match(commands[0] ?? "", /^::error file=a%2Cb%3Ac\.yaml,line=1,col=1,title=some-rule::/);
  });

  it("cuts markdown below 60,000 characters and says what was cut", () => {
    const many = report(
      Array.from({ length: 2000 }, () => ({ message: "A long sentence about one finding. ".repeat(5) })),
    );
    const markdown = writeReport(many, "markdown");
    assert.ok(markdown.length < 60_000);
    assert.match(markdown, /\*\*\d+ of 2000 entries are cut here;\*\*/);
    assert.match(markdown, /Findings block: 2000 blocking/);
  });

  it("annotates ten findings of a level on GitHub and tells how many there are", () => {
    const text = writeReport(report(Array.from({ length: 12 }, () => ({}))), "github");
    assert.equal(text.match(/^::error file=/gm)?.length, 10);
    assert.match(text, /^12 at level error, the first 10 annotated$/m);
  });

  it("gives GitLab a fingerprint of its own for every place of one cause", () => {
    const same = { fingerprint: "f".repeat(64) };
    const places = [1, 2].map((line) => ({ file: "v1.yaml", line, column: 1, pointer: `/paths/${line}` }));
    const text = writeReport(report(places.map((place) => ({ ...same, place }))), "gitlab");
    const issues = JSON.parse(text) as readonly { readonly fingerprint: string }[];
    assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, 2);
  });

  it("shows in junit a rule that did not run as an error, one that is off as skipped, one that ran as passed", () => {
    const rule = { title: "", why: "", remedy: "" };
    const rules = [
      { ...rule, id: "broken", status: "not-run", reason: "it threw" },
      { ...rule, id: "off", status: "off", reason: "not for us" },
      { ...rule, id: "clean", status: "ran" },
    ] as const;
    const xml = writeReport(report([], { rules }), "junit");
    assert.match(xml, /name="broken"><error message="it threw">/);
    assert.match(xml, /name="off"><skipped message="off: not for us"\/>/);
    assert.match(xml, /name="clean"\/>/);
    assert.match(xml, /tests="3" failures="0" errors="1" skipped="1"/);
  });

  it("ends every format with a line end", () => {
    for (const format of REPORT_FORMATS) assert.match(writeReport(report([{}]), format), /[^\n]\n$/, format);
  });
});
