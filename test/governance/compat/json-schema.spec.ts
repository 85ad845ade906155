import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { projectRoot } from "../../../src/config/project-root.js";
import { compareSchemas } from "../../../src/governance/breaking/compare-contracts.js";
import { builtInProfile } from "../../../src/governance/breaking/profile.js";
import { shippedRuleBook } from "../breaking/rule-folder.js";
import { corpusFile, directedChecks, readPairs, type DirectedCheck } from "./json-schema-corpus.js";

/** A disagreement with a label that was looked into. */
interface Adjudication {
  readonly check: string;
  readonly id: string;
  readonly label: "compatible" | "incompatible";
  readonly answer: "compatible" | "breaking" | "undecided";
  readonly reason: string;
  readonly acceptedThenRefused?: unknown;
}

const file = corpusFile();
const checks = file === undefined ? [] : directedChecks(readPairs(file));
const adjudications = parse(
  readFileSync(join(projectRoot, "test", "governance", "compat", "adjudications.yaml"), "utf8"),
) as Adjudication[];
const skip =
  file === undefined ? "the labelled pairs written by others are not at hand (INTERLOCK_REAL_INPUTS)" : false;

function answer({ from, to }: DirectedCheck): string {
  const options = { rules: shippedRuleBook, profile: builtInProfile("strict"), view: "request" } as const;
  return compareSchemas(from, to, options).verdict;
}

test("agrees with all 145 labelled pairs, or says in adjudications.yaml why not", { skip }, () => {
  assert.equal(checks.length, 290, "145 pairs, both directions");
  const differing = checks.filter((check) => (answer(check) === "compatible") !== check.isCompatible);
  assert.deepEqual(
    differing.map((check) => `${check.key} ${check.id}: ${answer(check)}`),
    adjudications.map(({ check, id, answer: given }) => `${check} ${id}: ${given}`),
  );
});

test(
  "values given in adjudications are accepted before and refused after, also by an independent validator",
  { skip },
  () => {
    const ajv = new Ajv2020({ strict: false });
    for (const { check, acceptedThenRefused } of adjudications.filter((entry) => "acceptedThenRefused" in entry)) {
      const { from, to } = checks.find(({ key }) => key === check) ?? assert.fail(check);
      assert.equal(ajv.validate(withoutDialect(from), acceptedThenRefused), true, check);
      assert.equal(ajv.validate(withoutDialect(to), acceptedThenRefused), false, check);
    }
  },
);

/** The keywords used by these pairs mean the same in draft 7 and 2020-12. */
function withoutDialect(schema: unknown): object {
  const { $schema: _dialect, ...rest } = schema as Record<string, unknown>;
  return rest;
}
