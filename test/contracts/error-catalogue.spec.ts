import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { filesBelow, readCatalogue } from "./catalogue.js";
import { ContractFiles, objectOf, textOf, type Json, type JsonObject } from "./contract-files.js";

const DOCS = join(projectRoot, "docs", "errors");

/** Problem bodies inside contract examples, at any depth. */
function problemsIn(value: Json): JsonObject[] {
  if (typeof value !== "object" || value === null) return [];
  const children = Object.values(value).flatMap((child: Json) => problemsIn(child));
  if (Array.isArray(value)) return children;
  const type = objectOf(value)["type"];
  const isProblem = typeof type === "string" && type.startsWith("urn:interlock:problem:");
  return isProblem ? [objectOf(value), ...children] : children;
}

const catalogue = await readCatalogue();
const byCode = new Map(catalogue.map((definition) => [definition.code, definition]));

describe("error catalogue", () => {
  it("defines each code once", () => {
    assert.ok(catalogue.length > 0, "no problems.ts was found");
    const codes = catalogue.map(({ code }) => code);
    assert.deepEqual(
      codes.filter((code, index) => codes.indexOf(code) !== index),
      [],
    );
  });

  it("has one documentation page per code and no page without a code", () => {
    const pages = readdirSync(DOCS).map((name) => name.replace(/\.md$/, ""));
    const expected = [...byCode.keys()].map((code) => code.toLowerCase().replaceAll("_", "-"));
    assert.deepEqual(pages.toSorted(), expected.toSorted());
  });

  it("titles each page with its code and says what to do", () => {
    for (const name of readdirSync(DOCS)) {
      const lines = readFileSync(join(DOCS, name), "utf8")
        .split("\n")
        .filter((line) => line.trim() !== "");
      const code = name.replace(/\.md$/, "").toUpperCase().replaceAll("-", "_");
      assert.equal(lines[0], `# ${code}`, name);
      assert.ok(lines.length >= 3, `${name} is too short to help anyone`);
    }
  });

  it("knows every code that the source puts into a finding or problem", () => {
    // A simulator and a test's stage speak the codes of the foreign system they play.
    const isProductSource = (name: string): boolean =>
      name.endsWith(".ts") && !/\.spec\.ts$|^simulators|conformance|testing/.test(name);
    const sources = filesBelow(join(projectRoot, "src"), isProductSource);
    const unknown = sources.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\bcode: "([A-Z][A-Z0-9_]+)"/g)]
        .map(([, code = ""]) => code)
        .filter((code) => !byCode.has(code))
        .map((code) => `${file.slice(projectRoot.length + 1)}: ${code}`),
    );
    assert.deepEqual(unknown, []);
  });

  it("agrees with the problems shown in the contract examples", () => {
    const contracts = new ContractFiles();
    const shown = [...contracts.openapi, ...contracts.asyncapi].flatMap(({ document }) => problemsIn(document));
    assert.ok(shown.length > 0);
    for (const problem of shown) {
      const definition = byCode.get(textOf(problem["code"]));
      assert.ok(definition !== undefined, `no problems.ts defines ${textOf(problem["code"])}`);
      const { code, title, status, retryable } = definition;
      const expected = { code, title, status, class: definition.class, retryable };
      const actual = Object.fromEntries(Object.keys(expected).map((member) => [member, problem[member]]));
      assert.deepEqual(actual, expected, code);
    }
  });
});
