import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../../src/config/project-root.js";
import {
  collectContractFiles,
  defaultBundleLimits,
  type JsonValue,
  loadContractBundle,
  loadLintRuleset,
} from "../../../src/governance/public.js";
import { runLintJob } from "../../../src/governance/lint/run-lint-job.js";

const CONTRACTS = join(projectRoot, "contracts");
const JUNK = [
  "null",
  '""',
  "[]",
  "5",
  "{}",
  "[null]",
  "true",
  "[{}]",
  '{"$ref":"#"}',
  '{"$ref":"#/info"}',
  '{"$ref":""}',
];
const DOCUMENTS = 12;
const CHANGES = 5;

/** A small generator with a seed, so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Puts something else at a random place, the format line aside. */
function change(document: JsonValue, pick: (below: number) => number): void {
  let holder = document;
  for (let depth = 0; depth < 12; depth += 1) {
    if (typeof holder !== "object" || holder === null) return;
    const keys = Object.keys(holder).filter((key) => key !== "openapi" && key !== "asyncapi");
    const key = keys[pick(keys.length)];
    if (key === undefined) return;
    const members = holder as { [key: string]: JsonValue };
    const inner = members[key] ?? null;
    if (typeof inner !== "object" || inner === null || pick(5) === 0) {
      members[key] = JSON.parse(JUNK[pick(JUNK.length)] ?? "null") as JsonValue;
      return;
    }
    holder = inner;
  }
}

describe("rules on contracts that are wrong everywhere", () => {
  for (const family of ["openapi", "asyncapi"]) {
    it(`never break on ${DOCUMENTS} mutated ${family} documents`, async () => {
      const source = collectContractFiles(join(CONTRACTS, family, "production-order", "v1.yaml"), CONTRACTS);
      const whole = JSON.stringify(loadContractBundle(source).bundle?.document);
      const { rules, profile } = loadLintRuleset("strict");
      const own = { ...profile, include: ["interlock" as const], severities: {} };
      const pick = numbers(2026);
      for (let index = 0; index < DOCUMENTS; index += 1) {
        const document = JSON.parse(whole) as JsonValue;
        for (let changes = 0; changes < CHANGES; changes += 1) change(document, pick);
        const sources = [{ entry: "m.json", files: [["m.json", JSON.stringify(document)]] as const }];
        const result = await runLintJob({ sources, rules, profile: own, limits: defaultBundleLimits });
        const broken = result.rules.filter(({ status }) => status === "failed" || status === "not-run");
        assert.deepEqual(broken, [], `document ${index}`);
      }
    });
  }
});
