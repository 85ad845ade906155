import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { XMLParser } from "fast-xml-parser";
import { projectRoot } from "../../../src/config/project-root.js";
import type { ReviewReport } from "../../../src/governance/report/review-report.js";
import { REPORT_FORMATS, writeReport } from "../../../src/governance/report/write-report.js";
import { fixtureReport } from "./fixture-report.js";
import { assertWellFormed } from "./well-formed.js";
import { SARIF_STRUCTURE } from "./sarif-structure.js";

/** `node <this file> --write-golden` writes the golden files anew; their difference is then reviewed. */
const GOLDEN = join(projectRoot, "test", "governance", "report", "golden");

describe("formats of a report", () => {
  let report: ReviewReport;

  before(async () => {
    report = await fixtureReport();
  });

  for (const format of REPORT_FORMATS) {
    it(`writes ${format} as its golden file says`, () => {
      const path = join(GOLDEN, `diff.${format}.golden`);
      const actual = writeReport(report, format);
      if (process.argv.includes("--write-golden")) writeFileSync(path, actual);
      assert.equal(actual, readFileSync(path, "utf8"));
    });
  }

  it("writes the same bytes for the same contracts", async () => {
    const again = await fixtureReport();
    for (const format of REPORT_FORMATS) assert.equal(writeReport(again, format), writeReport(report, format));
  });

  it("writes json that its published schema accepts", () => {
    const path = join(projectRoot, "governance-rules", "report.schema.json");
    const schema = JSON.parse(readFileSync(path, "utf8")) as object;
    const ajv = addFormats.default(new Ajv2020({ allErrors: true, strict: true, strictRequired: false }));
    const validate = ajv.compile(schema);
    assert.ok(validate(JSON.parse(writeReport(report, "json"))), ajv.errorsText(validate.errors));
  });

  it("writes sarif of the structure that viewers rely on", () => {
    const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
    const validate = ajv.compile(SARIF_STRUCTURE);
    assert.ok(validate(JSON.parse(writeReport(report, "sarif"))), ajv.errorsText(validate.errors));
  });

  it("writes well-formed junit with a test case for every rule, also one that found nothing", () => {
    const xml = writeReport(report, "junit");
    assertWellFormed(xml);
    const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(xml) as {
      testsuites: { testsuite: { tests: string; testcase: { name: string; failure?: unknown }[] } };
    };
    const { tests, testcase } = parsed.testsuites.testsuite;
    assert.equal(Number(tests), testcase.length);
    const names = testcase.map(({ name }) => name);
    for (const { id } of report.rules) assert.ok(names.includes(id), id);
    assert.equal(testcase.find(({ name }) => name === "path.removed")?.failure, undefined);
    assert.notEqual(testcase.find(({ name }) => name === "max-length")?.failure, undefined);
  });

  it("writes html that asks nothing of a network", () => {
    const html = writeReport(report, "html");
    assert.doesNotMatch(html, /\ssrc=|\shref=|url\(|@import|https?:\/\//);
    assert.match(html, /Content-Security-Policy" content="default-src 'none';/);
  });

  it("names every cause in every format, and the verdict where the format has a place for it", () => {
    for (const format of REPORT_FORMATS.filter((one) => one !== "junit")) {
      const text = writeReport(report, format);
      for (const { rule } of report.entries) assert.ok(text.includes(rule), `${format} lacks ${rule}`);
      assert.ok(format === "gitlab" || text.includes(report.summary), `${format} lacks the verdict`);
    }
  });
});
