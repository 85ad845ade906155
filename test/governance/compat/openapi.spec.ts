import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadBreakingRules } from "../../../src/governance/breaking/load-rules.js";
import { RuleBook } from "../../../src/governance/breaking/rule-book.js";
import { comparePair, readAdjudications } from "./openapi-agreement.js";
import { corpusFile, readCorpus } from "./openapi-corpus.js";

const AGREEMENT_MIN = 0.95;

const pairs = readCorpus();
const skip = pairs === undefined ? `the labelled pairs are not at ${corpusFile}` : false;
const rules = new RuleBook(await loadBreakingRules(new URL("../../../governance-rules/breaking/", import.meta.url)));

describe("labelled OpenAPI pairs", { skip }, () => {
  const results = (pairs ?? []).map((pair) => comparePair(pair, rules));

  it("are answered as labelled, or the difference is adjudicated", () => {
    const adjudications = readAdjudications();
    const differing = results.filter(({ agrees }) => !agrees).map(({ pair }) => pair.id);
    assert.deepEqual(differing.toSorted(), [...adjudications.keys()].toSorted());
  });

  it("are answered as labelled in at least 95 of 100, wrong labels included", () => {
    const agreeing = results.filter(({ agrees }) => agrees).length;
    assert.ok(agreeing / results.length >= AGREEMENT_MIN, `${agreeing} of ${results.length}`);
  });
});
