import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";

/**
 * Last requirement of level 1 or 2 of each section of ASVS 5.0.0; those of level 3 stand at the end of their section, so
 * the others have the numbers from 1 on.
 */
const LAST_OF_EACH_SECTION = `
  1.1.2 1.2.9 1.3.11 1.4.3 1.5.2
  2.1.3 2.2.3 2.3.4 2.4.2
  3.2.2 3.3.4 3.4.6 3.5.5 3.7.2
  4.1.3 4.2.1 4.3.2 4.4.4
  5.1.1 5.2.3 5.3.2 5.4.3
  6.1.3 6.2.12 6.3.4 6.4.4 6.5.5 6.6.3 6.8.4
  7.1.3 7.2.4 7.3.2 7.4.5 7.5.2 7.6.2
  8.1.2 8.2.3 8.3.1 8.4.1
  9.1.3 9.2.4
  10.1.2 10.2.2 10.3.4 10.4.11 10.5.5 10.6.2 10.7.3
  11.1.2 11.2.3 11.3.3 11.4.4 11.5.1 11.6.1
  12.1.3 12.2.2 12.3.4
  13.1.1 13.2.5 13.3.2 13.4.5
  14.1.2 14.2.4 14.3.3
  15.1.3 15.2.3 15.3.7
  16.1.1 16.2.5 16.3.4 16.4.3 16.5.3
  17.1.1 17.2.4 17.3.2`;
const REQUIREMENT_COUNT = 254;

interface Row {
  readonly id: string;
  readonly verdict: string;
  /** A file of the repository; empty where the reason stands for itself. */
  readonly file: string;
  /** Title of a test, where the file holds tests; else the fact or the reason. */
  readonly reason: string;
}

const unquoted = (cell: string): string => cell.replaceAll("`", "");
const page = readFileSync(join(projectRoot, "docs/security/asvs.md"), "utf8");
const rows = readRows(page);

function readRows(text: string): readonly Row[] {
  return text
    .split("\n")
    .filter((line) => /^\| [0-9]/.test(line))
    .map((line) => {
      const [, id = "", , , verdict = "", file = "", reason = ""] = line.split("|").map((cell) => cell.trim());
      return { id, verdict, file: unquoted(file), reason: unquoted(reason) };
    });
}

const holdsTitle = ({ file, reason }: Row): boolean =>
  new RegExp(`(?:it|test)\\(\\s*["'\`]${escapePattern(reason)}["'\`]`).test(
    readFileSync(join(projectRoot, file), "utf8"),
  );
const escapePattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

describe("the traceability to ASVS 5.0.0, levels 1 and 2", () => {
  it("has every requirement once, in their order", () => {
    const expected = [...LAST_OF_EACH_SECTION.matchAll(/([0-9]+[.][0-9]+)[.]([0-9]+)/g)].flatMap(([, section, last]) =>
      Array.from({ length: Number(last) }, (_, index) => `${section}.${index + 1}`),
    );
    assert.equal(expected.length, REQUIREMENT_COUNT);
    assert.deepEqual(
      rows.map(({ id }) => id),
      expected,
    );
  });

  it("gives each a verdict and a reason", () => {
    for (const { id, verdict, reason } of rows) {
      assert.ok(["met", "not applicable", "open"].includes(verdict), `${id} has the verdict ${verdict}`);
      assert.ok(reason.length >= 6, `${id} has no reason`);
    }
  });

  it("names for every met one a file that exists", () => {
    for (const { id, file } of rows.filter(({ verdict }) => verdict === "met")) {
      assert.ok(file !== "" && existsSync(join(projectRoot, file)), `${id} names ${file}`);
    }
  });

  it("names tests by titles that exist", () => {
    const faults = rows.filter(({ file }) => file.endsWith(".spec.ts")).filter((row) => !holdsTitle(row));
    assert.deepEqual(
      faults.map(({ id, file, reason }) => `${id}: ${file} has no test "${reason}"`),
      [],
    );
  });

  it("lists what is open at its top", () => {
    const listed = [...page.matchAll(/^- \*\*([0-9.]+)\*\*/gm)].map(([, id]) => id);
    assert.deepEqual(
      listed,
      rows.filter(({ verdict }) => verdict === "open").map(({ id }) => id),
    );
  });
});

describe("the threat model", () => {
  const model = readFileSync(join(projectRoot, "docs/security.md"), "utf8");

  it("names tests that exist", () => {
    const named = [...model.matchAll(/`((?:src|test)\/[^`]+)`/g)].map(([, path = ""]) => path);
    assert.ok(named.length >= 25, `${named.length} paths are named`);
    assert.deepEqual(
      named.filter((path) => !existsSync(join(projectRoot, path))),
      [],
    );
  });

  it("names every refusal of a start in production", () => {
    const guide = readFileSync(join(projectRoot, "docs/guides/production-start.md"), "utf8");
    const codes = [...guide.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code = ""]) => code);
    assert.ok(codes.length >= 10, `${codes.length} codes are listed`);
    assert.deepEqual(
      codes.filter((code) => !model.includes(code)),
      [],
    );
  });
});
