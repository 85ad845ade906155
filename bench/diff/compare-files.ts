import { readFile } from "node:fs/promises";
import { compareContracts } from "../../src/governance/breaking/compare-contracts.js";
import { loadBreakingRules } from "../../src/governance/breaking/load-rules.js";
import { builtInProfile } from "../../src/governance/breaking/profile.js";
import { RuleBook } from "../../src/governance/breaking/rule-book.js";
import { openApiDocument } from "../../test/governance/compat/openapi-corpus.js";

/** One comparison in a process of its own, as the peers run: reads both files, loads the rules, compares. */
const [base = "", revision = ""] = process.argv.slice(2);
const [baseText, revisionText] = await Promise.all([readFile(base, "utf8"), readFile(revision, "utf8")]);
const rules = new RuleBook(await loadBreakingRules(new URL("../../governance-rules/breaking/", import.meta.url)));
const start = performance.now();
const [baseDocument, revisionDocument] = [openApiDocument(baseText), openApiDocument(revisionText)];
const read = performance.now();
const result = compareContracts(baseDocument, revisionDocument, { rules, profile: builtInProfile("strict") });
const end = performance.now();
const { user, system } = process.cpuUsage();
const timing = { readMs: read - start, compareMs: end - read, processorMs: (user + system) / 1000 };
process.exitCode = result.verdict === "compatible" ? 0 : 1;
process.stdout.write(`${JSON.stringify({ timing, verdict: result.verdict, changes: result.changes.length })}\n`);
