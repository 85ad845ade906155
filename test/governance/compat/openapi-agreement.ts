import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../../../src/config/project-root.js";
import type { ContractComparison } from "../../../src/governance/breaking/change.js";
import { compareContracts, type ComparisonOptions } from "../../../src/governance/breaking/compare-contracts.js";
import type { RuleBook } from "../../../src/governance/breaking/rule-book.js";
import { type LabelledPair, openApiDocument } from "./openapi-corpus.js";
import { profileOf } from "./openapi-profiles.js";

/** The day the comparisons are made for, so that labels about sunsets stay true. */
export const COMPARISON_DAY = "2026-11-23";

/** What the engine says of a pair; `unreadable` is neither: nothing was compared. */
export interface PairResult {
  readonly pair: LabelledPair;
  readonly verdict: ContractComparison["verdict"] | "unreadable";
  /** Ids of what blocks, or why the pair could not be read. */
  readonly because: string;
  /** A gate that refuses what is breaking or undecided does what the label says. */
  readonly agrees: boolean;
}

export interface Adjudication {
  readonly id: string;
  /** Whose answer is right, or `policy` where it is a matter of taste. */
  readonly right: "interlock" | "label" | "policy";
  readonly reason: string;
}

/** Compares under the profile of the pair's source, unless another one is given. */
export function comparePair(pair: LabelledPair, rules: RuleBook, profile = profileOf(pair.source)): PairResult {
  const { verdict, because } = verdictOf(pair, { rules, profile, today: COMPARISON_DAY });
  const isBlocked = verdict === "breaking" || verdict === "undecided";
  return { pair, verdict, because, agrees: verdict !== "unreadable" && isBlocked === (pair.expected === "breaking") };
}

function verdictOf(pair: LabelledPair, options: ComparisonOptions): Pick<PairResult, "verdict" | "because"> {
  try {
    const result = compareContracts(openApiDocument(pair.base), openApiDocument(pair.revision), options);
    const blocking = result.changes.filter(({ severity }) => severity === "ERROR");
    return { verdict: result.verdict, because: [...new Set(blocking.map(({ ruleId }) => ruleId))].join(", ") };
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith("not an OpenAPI 3 document")) throw error;
    return { verdict: "unreadable", because: error.message };
  }
}

/** Why the engine and a label differ, by the id of the pair. */
export function readAdjudications(): Map<string, Adjudication> {
  const file = join(projectRoot, "test", "governance", "compat", "adjudications-openapi.yaml");
  const { adjudications } = parse(readFileSync(file, "utf8")) as { readonly adjudications: readonly Adjudication[] };
  return new Map(adjudications.map((adjudication) => [adjudication.id, adjudication]));
}
