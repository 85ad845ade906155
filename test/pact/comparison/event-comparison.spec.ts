import assert from "node:assert/strict";
import { after, test } from "node:test";
import canonicalize from "canonicalize";
import { RuleBook, builtInProfile, compareContracts, loadBreakingRules } from "../../../src/governance/public.js";
import { sha256Hex } from "../../../src/kernel/hash.js";
import type { ComparableContract } from "../../../src/verification/comparison/contract-document.js";
import { JudgeConsumers } from "../../../src/verification/comparison/judge-consumers.js";
import { ThreadedExampleComparison } from "../../../src/verification/comparison/threaded-example-comparison.js";
import { type EventContract, eventContract, eventPact } from "./event-contract.js";

const rules = new RuleBook(await loadBreakingRules(new URL("../../../governance-rules/breaking/", import.meta.url)));
const OPERATION = "publishReleased";
const examples = new ThreadedExampleComparison();
after(() => examples.close());

test("an unchanged event contract serves its reader", async () => {
  assert.equal((await judge(() => undefined)).verdict, "PASSED");
});

test("an event field that is read may not change its type", async () => {
  const { verdict, findings } = await judge(({ components }) => {
    Reflect.set(components.schemas.Released.properties.revision, "type", "string");
  });
  assert.equal(verdict, "FAILED");
  assert.deepEqual(findings[0]?.consumers, ["quality 1.3.0"]);
  assert.deepEqual(findings[0]?.plants, ["P100"]);
});

test("an event field that is read may not become optional", async () => {
  const { verdict } = await judge(({ components }) => {
    components.schemas.Released.required = ["orderNumber", "remark"];
  });
  assert.equal(verdict, "FAILED");
});

test("an event field that nobody reads may become optional", async () => {
  const { verdict, unused } = await judge(({ components }) => {
    components.schemas.Released.required = ["orderNumber", "revision"];
  });
  assert.equal(verdict, "PASSED");
  assert.deepEqual(unused, ["major-not-bumped", "msg-payload.required.widened"]);
});

test("a pact of an operation the contract does not know fails", async () => {
  assert.equal((await judge(() => undefined, eventPact("publishCancelled"))).verdict, "FAILED");
});

test("a pact that does not say which operation it is of fails", async () => {
  assert.equal((await judge(() => undefined, eventPact())).verdict, "FAILED");
});

test("a comparison that comes to no result is undecided, never a pass", async () => {
  const faulty = new JudgeConsumers({ compare: () => Promise.reject(new Error("out of memory")) });
  const consumer = { consumer: "quality", version: "1.3.0", plants: ["P100"], pact: eventPact(OPERATION) };
  const { verdict, findings } = await faulty.judge({ candidate: comparable(eventContract()) }, [consumer]);
  assert.equal(verdict, "UNDECIDED");
  assert.match(findings[0]?.message ?? "", /out of memory/);
});

function judge(change: (contract: EventContract) => void, pact: object = eventPact(OPERATION)) {
  const revision = eventContract();
  change(revision);
  const [base, candidate] = [comparable(eventContract()), comparable(revision)];
  const comparison = compareContracts(
    { format: base.format, root: base.document },
    { format: candidate.format, root: candidate.document },
    { rules, profile: builtInProfile("strict"), today: "2026-11-23" },
  );
  const consumers = [{ consumer: "quality", version: "1.3.0", plants: ["P100"], pact: { ...pact } }];
  return new JudgeConsumers(examples).judge({ candidate, base: { contract: base, comparison } }, consumers);
}

function comparable(document: object): ComparableContract {
  return { format: "asyncapi-3", document: { ...document }, digest: sha256Hex(canonicalize(document) ?? "") };
}
