import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareContracts } from "../compare-contracts.js";
import type { ContractDocument, ContractFormat } from "../contract-document.js";
import { loadBreakingRules } from "../load-rules.js";
import { builtInProfile } from "../profile.js";
import { RuleBook } from "../rule-book.js";
import type { RuleExample } from "../rule.js";
import { isStructuralRule } from "./structural-rule.js";

const rules = await loadBreakingRules(new URL("../../../../governance-rules/breaking/", import.meta.url));
const structuralRules = rules.filter((rule) => isStructuralRule(rule));
const book = new RuleBook(rules);

function formatOf(document: unknown): ContractFormat {
  return typeof document === "object" && document !== null && "asyncapi" in document ? "asyncapi-3" : "openapi-3.1";
}

/** Ids of all changes, then of those that a reviewer must act on. */
function findingsOf({ base, revision, profile = "strict" }: RuleExample): { all: string[]; grave: string[] } {
  const options = { rules: book, profile: builtInProfile(profile), today: "2026-11-23" };
  const document = (root: unknown): ContractDocument => ({ format: formatOf(root), root });
  const { changes } = compareContracts(document(base), document(revision), options);
  const ids = (of: typeof changes): string[] => [...new Set(of.map(({ ruleId }) => ruleId))].toSorted();
  return { all: ids(changes), grave: ids(changes.filter(({ severity }) => severity !== "INFO")) };
}

describe("structural breaking-change rules", () => {
  it("are there", () => assert.ok(structuralRules.length >= 75, `${structuralRules.length} rules were found`));

  for (const rule of structuralRules) {
    it(`${rule.id} has a bad and a good example`, () => {
      assert.ok(rule.examples.bad.length > 0 && rule.examples.good.length > 0);
    });

    for (const example of rule.examples.bad) {
      it(`${rule.id} finds: ${example.name}`, () => {
        const { all, grave } = findingsOf(example);
        assert.ok(all.includes(rule.id), `found ${all.join(", ")}`);
        assert.deepEqual(grave, example.expected ?? [rule.id]);
      });
    }

    for (const example of rule.examples.good) {
      it(`${rule.id} lets pass: ${example.name}`, () => {
        const { all, grave } = findingsOf(example);
        assert.ok(!all.includes(rule.id) || !grave.includes(rule.id), `found ${all.join(", ")}`);
        assert.deepEqual(grave, example.expected ?? []);
      });
    }
  }
});
