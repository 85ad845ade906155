import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectRoot } from "../config/project-root.js";
import { problemOf } from "./problem-of.js";

/** Codes that the source of the checks on reports names, so that a new check cannot be forgotten here. */
function codesOfExecution(): string[] {
  const folder = join(projectRoot, "src", "orders", "execution");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".spec.ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  const named = sources.flatMap((text) => [...text.matchAll(/(?:refuse\(\s*|code: )"([A-Z_]+)"/g)]);
  return [...new Set(named.map(([, code = ""]) => code))];
}

test("every code that a check on a report gives has its own entry", () => {
  const codes = codesOfExecution();
  assert.ok(codes.includes("UOM_NOT_CONVERTIBLE") && codes.includes("SEQUENCE_CONFLICT"), codes.join(" "));
  assert.deepEqual(
    codes.map((code) => problemOf(code).code),
    codes,
  );
});

test("an entry keeps the class of the catalogue it comes from", () => {
  const classes = ["BAD_QUANTITY", "UOM_ROUNDING_LOSS", "BAD_CHECK_DIGIT", "ORDER_CLOSED"].map(
    (code) => problemOf(code).class,
  );
  assert.deepEqual(classes, ["CONTRACT", "MASTER_DATA", "CONTRACT", "BUSINESS"]);
});

test("a code that no catalogue knows is a refused report", () => {
  assert.equal(problemOf("SOMETHING_ELSE").code, "REPORT_REFUSED");
});
