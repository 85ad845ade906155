import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { projectRoot } from "../../../src/config/project-root.js";
import { type ReviewReport, reviewPromotion, writeChangelog, writeReport } from "../../../src/governance/public.js";
import { runInterlock } from "../../support/run-interlock.js";
import { makeTemporaryFolder } from "../../support/temporary-folder.js";
import { fixtureReport } from "./fixture-report.js";

type Schema = Readonly<Record<string, unknown>>;

const FIXTURE = join(projectRoot, "test", "governance", "report", "fixture");
const [base, revision] = ["base", "revision"].map((role) => join(FIXTURE, `${role}.yaml`)) as [string, string];

const readSchema = (name: string): Schema =>
  JSON.parse(readFileSync(join(projectRoot, "governance-rules", `${name}.schema.json`), "utf8")) as Schema;

/** Every part of a schema that describes an object, with its place. */
function* objectsOf(schema: unknown, place = "#"): Generator<readonly [string, Schema]> {
  if (typeof schema !== "object" || schema === null) return;
  if ("properties" in schema && "type" in schema) yield [place, schema];
  for (const [name, member] of Object.entries(schema)) yield* objectsOf(member, `${place}/${name}`);
}

function accept(schema: Schema, documents: readonly unknown[]): void {
  const ajv = addFormats.default(new Ajv2020({ allErrors: true, strict: true, strictRequired: false }));
  const validate = ajv.compile(schema);
  for (const document of documents) assert.ok(validate(document), ajv.errorsText(validate.errors));
}

/** Names of the members that stand anywhere in a document. */
function memberNames(value: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== "object" || value === null) return names;
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value)) names.add(name);
    if (name !== "payload") memberNames(member, names);
  }
  return names;
}

async function reportOf(...args: readonly string[]): Promise<ReviewReport> {
  const { stdout, stderr } = await runInterlock([...args, "--format", "json"]);
  assert.notEqual(stdout, "", stderr);
  return JSON.parse(stdout) as ReviewReport;
}

/** Reports of every kind and with every member there is, as the command line writes them. */
async function everyReport(): Promise<readonly ReviewReport[]> {
  const folder = makeTemporaryFolder();
  try {
    const plain = await reportOf("diff", base, revision, "--date", "2026-11-23");
    const waivers = join(folder.path, "waivers.yaml");
    const [entry] = plain.entries;
    assert.ok(entry);
    await runInterlock(
      `waive ${entry.fingerprint} --rule ${entry.rule} --owner ann --approved-by ben --ends 2027-03-31 --reason agreed --file ${waivers}`.split(
        " ",
      ),
    );
    const lint = await reportOf("lint", base, "--profile", "plain");
    const unreadable = await reportOf("diff", base, join(projectRoot, "package.json"));
    const waived = await reportOf("diff", base, revision, "--waivers", waivers);
    assert.equal(waived.counts.waived, 1);
    return [plain, waived, lint, unreadable, withUsers(await fixtureReport()), promotion()];
  } finally {
    folder.remove();
  }
}

/** The report of a comparison whose gateway named users. */
function withUsers(report: ReviewReport): ReviewReport {
  const impact = { status: "used", statement: "Used.", users: [{ client: "erp", calls: 7 }] } as const;
  return { ...report, entries: report.entries.map((entry) => ({ ...entry, impact })) };
}

function promotion(): ReviewReport {
  const subject = { role: "contract", name: "orders 1.0.0 (candidate)", digest: "a".repeat(64) } as const;
  const [code, message, fix] = ["EVIDENCE_MISSING", "The evidence PACT is missing.", "Submit the version."];
  const reasons = [{ code, severity: "ERROR", check: "PACT", message, fix, pointer: "" }] as const;
  return reviewPromotion({ subject, file: "orders.yaml", canPromote: false, reasons, notes: ["No evidence."] });
}

describe("the published schemas of reports", () => {
  it("leave no object open, so that a member nobody described is a fault", () => {
    for (const name of ["report", "changelog"])
      for (const [place, schema] of objectsOf(readSchema(name)))
        assert.equal(schema["additionalProperties"], false, `${name}: ${place}`);
  });

  it("accept the reports of every kind, which together have every member that is described", async () => {
    const schema = readSchema("report");
    const reports = await everyReport();
    accept(schema, reports);
    const emitted = memberNames(reports);
    const described = [...objectsOf(schema)].flatMap(([, { properties }]) => Object.keys(properties as Schema));
    assert.deepEqual(
      described.filter((name) => !emitted.has(name)),
      [],
    );
  });

  it("refuse a report with a member that is not described", async () => {
    const report = JSON.parse(writeReport(await fixtureReport(), "json")) as ReviewReport;
    const entries = report.entries.map((entry) => ({ ...entry, fact: { manner: "lowered" } }));
    assert.throws(() => accept(readSchema("report"), [{ ...report, entries }]), /additional properties/);
  });

  it("accept what interlock changelog writes", async () => {
    const { stdout } = await runInterlock(["changelog", base, revision, "--format", "json"]);
    const written: unknown = JSON.parse(stdout);
    const again: unknown = JSON.parse(writeChangelog(await fixtureReport(), "json"));
    accept(readSchema("changelog"), [written, again]);
  });
});
