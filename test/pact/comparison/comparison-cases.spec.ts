import assert from "node:assert/strict";
import { after, test } from "node:test";
import canonicalize from "canonicalize";
import { RuleBook, builtInProfile, compareContracts, loadBreakingRules } from "../../../src/governance/public.js";
import { sha256Hex } from "../../../src/kernel/hash.js";
import type { ComparableContract } from "../../../src/verification/comparison/contract-document.js";
import { JudgeConsumers } from "../../../src/verification/comparison/judge-consumers.js";
import { ThreadedExampleComparison } from "../../../src/verification/comparison/threaded-example-comparison.js";
import { comparisonCases } from "./comparison-cases.js";
import { goodsMovementContract } from "./goods-movement-contract.js";
import { goodsMovementConsumers } from "./goods-movement-pacts.js";

const rules = new RuleBook(await loadBreakingRules(new URL("../../../governance-rules/breaking/", import.meta.url)));
const examples = new ThreadedExampleComparison();
after(() => examples.close());

test("the unchanged contract serves every consumer", async () => {
  const verdict = await judge(goodsMovementContract());
  assert.deepEqual(verdict.findings, []);
  assert.equal(verdict.verdict, "PASSED");
});

test("the set has twenty-five cases", () => assert.equal(comparisonCases.length, 25));

for (const { name, change, broken } of comparisonCases) {
  test(`${name}: ${broken.length === 0 ? "nobody is hit" : `hits ${broken.join(" and ")}`}`, async () => {
    const revision = goodsMovementContract();
    change(revision);
    const { verdict, findings } = await judge(revision);
    const hit = goodsMovementConsumers.filter(({ consumer }) => broken.includes(consumer));
    assert.deepEqual(
      [...new Set(findings.flatMap(({ consumers }) => consumers))].toSorted(),
      hit.map(({ consumer, version }) => `${consumer} ${version}`).toSorted(),
      JSON.stringify(findings, undefined, 2),
    );
    assert.equal(verdict, broken.length === 0 ? "PASSED" : "FAILED");
    for (const { consumers, plants } of findings) {
      const named = goodsMovementConsumers.filter((each) => consumers.includes(`${each.consumer} ${each.version}`));
      assert.deepEqual(plants, [...new Set<string>(named.flatMap((each) => each.plants))].toSorted());
    }
  });
}

function judge(revision: object) {
  const [base, candidate] = [comparable(goodsMovementContract()), comparable(revision)];
  const comparison = compareContracts(
    { format: base.format, root: base.document },
    { format: candidate.format, root: candidate.document },
    { rules, profile: builtInProfile("strict"), today: "2026-11-23" },
  );
  return new JudgeConsumers(examples).judge(
    { candidate, base: { contract: base, comparison } },
    goodsMovementConsumers,
  );
}

function comparable(document: object): ComparableContract {
  return { format: "openapi-3.1", document: { ...document }, digest: sha256Hex(canonicalize(document) ?? "") };
}
