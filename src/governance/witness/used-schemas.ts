import type { SchemaUse } from "../breaking/comparison-session.js";
import type { ContractDocument } from "../breaking/contract-document.js";
import type { RuleBook } from "../breaking/rule-book.js";
import { compareStructure } from "../breaking/structure/compare-structure.js";

/** Every pair of schemas that two contracts have in use, once for each operation or message. */
export function usedSchemas(base: ContractDocument, revision: ContractDocument, rules: RuleBook): SchemaUse[] {
  const uses: SchemaUse[] = [];
  const compareSchemas = (use: SchemaUse): void => {
    uses.push(use);
  };
  compareStructure(rules.all)({ base, revision, compareSchemas, report: () => undefined });
  return uses;
}
