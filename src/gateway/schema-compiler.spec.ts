import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ContractDocuments } from "./contract-documents.js";
import { SchemaCompiler, type Thoroughness } from "./schema-compiler.js";
import { SchemaNormalizer } from "./schema-normalizer.js";

function compile(schema: object, thoroughness: Thoroughness) {
  const documents = new ContractDocuments({ read: () => ({}) });
  const compiler = new SchemaCompiler(new SchemaNormalizer(documents, "request"), thoroughness);
  return compiler.compile({ value: schema, file: "v1.yaml", pointer: "" }).check;
}

describe("SchemaCompiler", () => {
  for (const thoroughness of ["first", "all"] as const) {
    it(`decides multiples about decimals as they are written (${thoroughness})`, () => {
      const check = compile({ type: "number", multipleOf: 0.1 }, thoroughness);
      assert.deepEqual(
        [0.3, 0.7, -1.1, 0.35, 0.30000001].map((value) => check(value)),
        [true, true, true, false, false],
      );
      assert.deepEqual(check.errors?.[0]?.params, { multipleOf: 0.1 });
    });

    it(`is not held up by a pattern on which a backtracking engine does not end (${thoroughness})`, () => {
      const check = compile({ type: "string", pattern: "^(a+)+$" }, thoroughness);
      assert.equal(check("a".repeat(5_000)), true);
      assert.equal(check(`${"a".repeat(5_000)}!`), false);
    });
  }

  it("does not compile a pattern that may take long and that only a backtracking engine can match", () => {
    assert.throws(() => compile({ type: "string", pattern: "^(?=(a+)+$)(a+)+\\1$" }, "first"), /is no RE2 pattern/);
  });
});
