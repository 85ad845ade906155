import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type RulesetDefinition, Spectral } from "@stoplight/spectral-core";
import { aas2, aas3, oas3 } from "@stoplight/spectral-formats";
import { parse } from "yaml";

/** A process of its own that knows nothing of Interlock: plain Spectral, an exported ruleset, a document. */
interface ExportedRule {
  readonly formats: readonly string[];
  readonly then: readonly { readonly function: string }[];
}

const [rulesetFile = "", documentFile = ""] = process.argv.slice(2);
const exported = parse(readFileSync(rulesetFile, "utf8")) as {
  functions: string[];
  rules: Record<string, ExportedRule>;
};
const formats = new Map(Object.entries({ oas3, aas2, aas3 }));
const functions = new Map<string, unknown>();
for (const name of exported.functions) {
  const address = pathToFileURL(join(dirname(rulesetFile), "functions", `${name}.js`)).href;
  const module = (await import(address)) as { readonly default: unknown };
  functions.set(name, module.default);
}
const rules: Record<string, unknown> = {};
for (const [id, rule] of Object.entries(exported.rules)) {
  const judges = rule.then.map((part) => ({ ...part, function: functions.get(part.function) }));
  // oxlint-disable-next-line unicorn/no-thenable -- Spectral's name for it; nobody awaits a rule
  rules[id] = { ...rule, formats: rule.formats.map((name) => formats.get(name)), then: judges };
}
const spectral = new Spectral();
spectral.setRuleset({ rules } as RulesetDefinition);
const results = await spectral.run(readFileSync(documentFile, "utf8"));
process.stdout.write(JSON.stringify(results.map(({ code, path }) => `${code} ${path.join("/")}`).toSorted()));
