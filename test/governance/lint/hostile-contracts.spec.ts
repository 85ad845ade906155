import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { errorCodes, LintStage, oneFile } from "./lint-stage.js";

const HEAD =
  'openapi: 3.1.0\ninfo: { title: T, version: 1.0.0, description: D, contact: { name: A, url: "https://a.example" } }\n';
const stage = new LintStage();
const folder = mkdtempSync(join(tmpdir(), "interlock-hostile-"));
const canary = randomBytes(12).toString("hex");

before(async () => {
  await stage.open();
  writeFileSync(join(folder, "secret.yaml"), `canary: ${canary}\n`);
});
after(async () => {
  await stage.close();
  rmSync(folder, { recursive: true });
});

describe("lint of hostile contracts", () => {
  const refuses = (name: string, code: string, text: () => string): void => {
    it(`${name}: ${code}, and nothing is fetched, read or blocked`, async (context) => {
      const { report, stillMsMax } = await stage.lint([oneFile(text())]);
      context.diagnostic(`event loop of the product stood still for at most ${stillMsMax} ms`);
      assert.equal(report.verdict, "failed");
      assert.ok(errorCodes(report).includes(code), JSON.stringify(errorCodes(report)));
      assert.equal(stage.connections, 0);
      assert.ok(!JSON.stringify(report).includes(canary));
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    });
  };
  const schemaRef = (reference: string): string =>
    `${HEAD}paths: {}\ncomponents: { schemas: { A: { $ref: "${reference}" } } }\n`;

  refuses("a reference over http", "EXTERNAL_REF", () => schemaRef(`${stage.url}/schema.json`));
  refuses(
    "a reference over http in a path item",
    "EXTERNAL_REF",
    () => `${HEAD}paths: { /a: { $ref: "${stage.url}/a.yaml" } }\n`,
  );
  refuses("a reference with a decimal address", "EXTERNAL_REF", () => schemaRef("http://2130706433/x"));
  refuses("a reference to a file", "EXTERNAL_REF", () => schemaRef(`file://${folder}/secret.yaml`));
  refuses("a reference to data", "EXTERNAL_REF", () => schemaRef("data:application/json,{}"));
  refuses("a reference to an absolute path", "REF_OUTSIDE_BUNDLE", () => schemaRef(`${folder}/secret.yaml`));
  refuses("a reference out of the root", "REF_OUTSIDE_BUNDLE", () => schemaRef("../../../../../../etc/hostname"));
  refuses("an alias bomb", "YAML_ALIASES_EXCEEDED", () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? "x0: &a0 [y, y, y, y, y, y, y, y]"
        : `x${level}: &a${level} [${Array(8)
            .fill(`*a${level - 1}`)
            .join(", ")}]`,
    );
    return `${HEAD}paths: {}\n${levels.join("\n")}\n`;
  });
  refuses("a depth bomb", "YAML_DEPTH_EXCEEDED", () => `${HEAD}x: ${"[".repeat(100_000)}`);
  refuses("a depth bomb of objects", "YAML_DEPTH_EXCEEDED", () => `{"openapi":"3.1.0","x":${'{"a":'.repeat(50_000)}`);
  refuses("20 MB", "BUNDLE_TOO_LARGE", () => `${HEAD}x: "${"a".repeat(20_000_000)}"`);
  refuses("a member __proto__", "FORBIDDEN_KEY", () => `{"openapi":"3.1.0","__proto__":{"polluted":1}}`);

  it("does not follow references in examples, defaults and extensions", async () => {
    const reference = `{ $ref: "${stage.url}/x" }`;
    const text = `${HEAD}paths: {}\nx-a: ${reference}\ncomponents: { schemas: { A: { default: ${reference}, examples: [${reference}] } } }\n`;
    await stage.lint([oneFile(text)]);
    assert.equal(stage.connections, 0);
  });

  it("judges a contract whose pattern backtracks, without backtracking", async (context) => {
    const schema = `{ type: string, maxLength: 90, pattern: "^(a+)+$", examples: ["${"a".repeat(60)}!"] }`;
    const text = `${HEAD}paths: {}\ncomponents: { schemas: { A: ${schema} } }\n`;
    const { report, stillMsMax } = await stage.lint([oneFile(text)]);
    context.diagnostic(`event loop of the product stood still for at most ${stillMsMax} ms`);
    assert.ok(errorCodes(report).includes("ilk-example-valid"));
    assert.ok(!errorCodes(report).includes("LINT_TIMEOUT"));
  });

  it("stops a contract that hangs a foreign rule, and says so", async (context) => {
    const schema = `{ type: string, pattern: "^(a+)+$" }`;
    const media = `{ schema: ${schema}, example: "${"a".repeat(60)}!" }`;
    const text = `${HEAD}paths: { /a: { get: { responses: { "200": { description: ok, content: { text/plain: ${media} } } } } } }\n`;
    const { report, stillMsMax } = await stage.lint([oneFile(text)], {
      profile: "plain",
      limits: { wallMsMax: 3_000 },
    });
    context.diagnostic(`event loop of the product stood still for at most ${stillMsMax} ms`);
    assert.deepEqual(errorCodes(report), ["LINT_TIMEOUT"]);
    assert.equal(report.findings[0]?.contract, "v1.yaml");
  });

  it("ends a contract that needs more memory than it may have, and says so", async (context) => {
    const names = Array.from({ length: 60_000 }, (_, index) => `    S${index}: { type: string, maxLength: ${index} }`);
    const text = `${HEAD}paths: {}\ncomponents:\n  schemas:\n${names.join("\n")}\n`;
    const { report, stillMsMax } = await stage.lint([oneFile(text)], { limits: { heapMbMax: 80 } });
    context.diagnostic(`event loop of the product stood still for at most ${stillMsMax} ms`);
    assert.deepEqual(errorCodes(report), ["LINT_ABORTED"]);
    assert.match(report.findings[0]?.message ?? "", /memory/);
  });

  it("says of the other contracts that no rule was run when one ends the work", async () => {
    const hanging = `{ schema: { type: string, pattern: "^(a+)+$" }, example: "${"a".repeat(60)}!" }`;
    const bad = `${HEAD}paths: { /a: { get: { responses: { "200": { description: ok, content: { text/plain: ${hanging} } } } } } }\n`;
    const sources = [oneFile(bad, "bad.yaml"), oneFile(`${HEAD}paths: {}\n`, "good.yaml")];
    const { report } = await stage.lint(sources, { profile: "plain", limits: { wallMsMax: 2_000 } });
    assert.deepEqual(
      report.findings.map(({ contract, code }) => `${contract} ${code}`),
      ["bad.yaml LINT_TIMEOUT", "good.yaml RULE_NOT_RUN"],
    );
  });

  it("runs no code of an uploaded ruleset and fails the lint", async () => {
    const uploadedRuleset = `rules:\n  r:\n    given: "$..[?(@.constructor.constructor('globalThis.hacked = 1')())]"\n    then: { function: truthy }\n`;
    const { report } = await stage.lint([oneFile(`${HEAD}paths: {}\n`)], { options: { uploadedRuleset } });
    assert.ok(errorCodes(report).includes("RULESET_REJECTED"));
    assert.equal(report.verdict, "failed");
  });

  it("runs an uploaded rule whose pattern would backtrack in linear time", async () => {
    const uploadedRuleset = `rules:\n  title-of-letters:\n    given: $.info\n    severity: error\n    then: { field: title, function: pattern, functionOptions: { match: "^(a+)+$" } }\n`;
    const title = `${"a".repeat(200)}!`;
    const text = `openapi: 3.1.0\ninfo: { title: "${title}", version: 1.0.0 }\npaths: {}\n`;
    const { report } = await stage.lint([oneFile(text)], { options: { uploadedRuleset } });
    assert.ok(errorCodes(report).includes("title-of-letters"), JSON.stringify(errorCodes(report)));
    assert.ok(!errorCodes(report).includes("LINT_TIMEOUT"));
  });

  it("reports scripts in prose as text", async () => {
    const text = `openapi: 3.1.0\ninfo: { title: T, version: 1.0.0, description: "<script>alert(1)</script>" }\npaths: {}\n`;
    const { report } = await stage.lint([oneFile(text)]);
    assert.ok(report.findings.some(({ code }) => code === "no-script-tags-in-markdown"));
  });
});
