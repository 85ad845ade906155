import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pointerToken } from "../../src/kernel/finding.js";
import { ContractFiles, entriesOf, listOf, type Json } from "./contract-files.js";

const contracts = new ContractFiles();

/** Every schema with examples, at any depth. */
function examplesIn(value: Json, pointer: string): { pointer: string; examples: readonly Json[] }[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const found = Object.entries(value).flatMap(([name, child]) =>
    name === "examples" ? [] : examplesIn(child, `${pointer}/${pointerToken(name)}`),
  );
  const own = "examples" in value ? listOf(value["examples"]) : [];
  return own.length === 0 ? found : [{ pointer, examples: own }, ...found];
}

describe("contracts/schemas", () => {
  for (const { file, document } of contracts.schemas) {
    it(`${file}: every definition compiles strictly`, () => {
      const definitions = entriesOf({ file, pointer: "", value: document }, "$defs").map(([, { pointer }]) => pointer);
      const pointers = "type" in document ? ["", ...definitions] : definitions;
      assert.ok(pointers.length > 0, `${file} defines nothing`);
      for (const pointer of pointers)
        assert.doesNotThrow(() => contracts.validator(file, pointer), `${file}#${pointer}`);
    });

    it(`${file}: every example validates against its own schema`, () => {
      for (const { pointer, examples } of examplesIn(document, "")) {
        for (const example of examples) {
          assert.deepEqual(contracts.breaches(file, pointer, example), [], `${file}#${pointer}`);
        }
      }
    });
  }

  it("has examples at all", () => {
    const count = contracts.schemas.flatMap(({ document }) => examplesIn(document, "")).length;
    assert.ok(count >= 20, `only ${count} schemas have examples`);
  });
});
