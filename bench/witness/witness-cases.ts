import type { ContractComparison } from "../../src/governance/breaking/change.js";
import { compareContracts, compareSchemas } from "../../src/governance/breaking/compare-contracts.js";
import type { ContractDocument } from "../../src/governance/breaking/contract-document.js";
import { builtInProfile } from "../../src/governance/breaking/profile.js";
import type { RuleBook } from "../../src/governance/breaking/rule-book.js";
import type { AnyBreakingRule, RuleExample } from "../../src/governance/breaking/rule.js";
import { corpusFile, directedChecks, readPairs } from "../../test/governance/compat/json-schema-corpus.js";
import { openApiDocument, readCorpus } from "../../test/governance/compat/openapi-corpus.js";

/** A pair of contracts and what the engine says of it. */
export interface WitnessCase {
  readonly source: string;
  readonly name: string;
  readonly base: ContractDocument;
  readonly revision: ContractDocument;
  readonly comparison: ContractComparison;
  /** Bare schemas are attacked as one pair, contracts pair by pair. */
  readonly isBareSchema: boolean;
  readonly view: "request" | "response";
}

const TODAY = "2026-11-23";

/** Examples of the rules, and the labelled pairs of others where they are at hand; everything judged strictly. */
export function* witnessCases(rules: RuleBook, say: (text: string) => void): Generator<WitnessCase> {
  for (const rule of rules.all) yield* exampleCases(rule, rules);
  const schemas = corpusFile();
  if (schemas === undefined) say("skipped: the labelled JSON schemas are not at hand; set INTERLOCK_REAL_INPUTS");
  else yield* schemaCases(schemas, rules);
  const contracts = readCorpus();
  if (contracts === undefined) say("skipped: the labelled OpenAPI pairs are not at hand; set INTERLOCK_REAL_INPUTS");
  else yield* contractCases(contracts, rules, say);
}

function* exampleCases(rule: AnyBreakingRule, rules: RuleBook): Generator<WitnessCase> {
  for (const example of [...rule.examples.bad, ...rule.examples.good]) {
    const name = `${rule.id}: ${example.name}`;
    yield rule.area === "schema" ? schemaExample(name, example, rules) : contractExample(name, example, rules);
  }
}

function schemaExample(name: string, example: RuleExample, rules: RuleBook): WitnessCase {
  const { base, revision, view = "request", format = "openapi-3.1", location, profile = "strict" } = example;
  const options = {
    rules,
    profile: builtInProfile(profile),
    view,
    format,
    ...(location === undefined ? {} : { location }),
  };
  const comparison = compareSchemas(base, revision, options);
  return caseOf("rule examples, schemas", name, { format, root: base }, { format, root: revision }, comparison, view);
}

function contractExample(
  name: string,
  { base, revision, profile = "strict" }: RuleExample,
  rules: RuleBook,
): WitnessCase {
  const document = (root: unknown): ContractDocument => ({ format: formatOf(root), root });
  const options = { rules, profile: builtInProfile(profile), today: TODAY };
  const comparison = compareContracts(document(base), document(revision), options);
  return caseOf("rule examples, contracts", name, document(base), document(revision), comparison);
}

function* schemaCases(file: string, rules: RuleBook): Generator<WitnessCase> {
  for (const { key, from, to } of directedChecks(readPairs(file))) {
    const comparison = compareSchemas(from, to, { rules, profile: builtInProfile("strict"), view: "request" });
    const document = (root: unknown): ContractDocument => ({ format: "json-schema", root });
    yield caseOf("labelled JSON schemas", key, document(from), document(to), comparison, "request");
  }
}

function* contractCases(
  pairs: NonNullable<ReturnType<typeof readCorpus>>,
  rules: RuleBook,
  say: (text: string) => void,
): Generator<WitnessCase> {
  for (const pair of pairs) {
    try {
      const [base, revision] = [openApiDocument(pair.base), openApiDocument(pair.revision)];
      const options = { rules, profile: builtInProfile("strict"), today: TODAY };
      yield caseOf("labelled OpenAPI pairs", pair.id, base, revision, compareContracts(base, revision, options));
    } catch (error) {
      say(`skipped: ${pair.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function caseOf(
  source: string,
  name: string,
  base: ContractDocument,
  revision: ContractDocument,
  comparison: ContractComparison,
  view?: "request" | "response",
): WitnessCase {
  return { source, name, base, revision, comparison, isBareSchema: view !== undefined, view: view ?? "request" };
}

function formatOf(document: unknown): ContractDocument["format"] {
  return typeof document === "object" && document !== null && "asyncapi" in document ? "asyncapi-3" : "openapi-3.1";
}
