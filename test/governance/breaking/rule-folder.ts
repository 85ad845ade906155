import { loadBreakingRules } from "../../../src/governance/breaking/load-rules.js";
import { RuleBook } from "../../../src/governance/breaking/rule-book.js";

/** The rules as they are shipped. */
export const shippedRules = await loadBreakingRules(new URL("../../../governance-rules/breaking/", import.meta.url));

export const shippedRuleBook = new RuleBook(shippedRules);
