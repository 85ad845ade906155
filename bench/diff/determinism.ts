import { compareContracts } from "../../src/governance/breaking/compare-contracts.js";
import type { ContractDocument } from "../../src/governance/breaking/contract-document.js";
import { builtInProfile } from "../../src/governance/breaking/profile.js";
import type { RuleBook } from "../../src/governance/breaking/rule-book.js";
import { sha256Hex } from "../../src/kernel/hash.js";

/** How many different answers the runs gave; one is wanted. Every other run sees all members in reverse order. */
export function countAnswers(
  base: ContractDocument,
  revision: ContractDocument,
  rules: RuleBook,
  runs: number,
): number {
  const answers = new Set<string>();
  for (let run = 0; run < runs; run++) {
    const turn = (document: ContractDocument): ContractDocument =>
      run % 2 === 0 ? document : { ...document, root: reversed(document.root) };
    const result = compareContracts(turn(base), turn(revision), { rules, profile: builtInProfile("strict") });
    answers.add(sha256Hex(JSON.stringify(result)));
  }
  return answers.size;
}

/** The same document with the members of every object in reverse order; JSON gives that order no meaning. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  );
}
