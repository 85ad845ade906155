import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import type { JsonObject, JsonValue } from "../intake/json-value.js";
import type { DocumentRule } from "./lint-rule.js";
import type { LintRuleset } from "./lint-ruleset.js";
import { ruleFunctionsFolder } from "./load-rule-functions.js";

const README = `# Interlock's rules for Spectral

\`npm install re2js ajv ajv-formats\`, then \`spectral lint --ruleset interlock.spectral.yaml <contract>\`.
Bundle a contract of several files first: the rules read one document. Rules over several contracts together are not
part of this export, because Spectral cannot express them.
`;

/**
 * Writes the document rules of a ruleset as a ruleset for plain Spectral: interlock.spectral.yaml with the severities of
 * the profile, and the functions it names. Existing files of these names are overwritten.
 * @returns Path of the ruleset.
 */
export function exportSpectralRuleset(ruleset: LintRuleset, folder: string): string {
  const rules = ruleset.rules.filter((rule) => rule.scope === "document");
  const source = fileURLToPath(ruleFunctionsFolder);
  const functions = join(folder, "functions");
  mkdirSync(functions, { recursive: true });
  cpSync(join(source, "reading"), join(functions, "reading"), { recursive: true, filter: isCode });
  const names = readdirSync(source).filter((name) => name.endsWith(".js") && isCode(name) && !isProject(name));
  for (const name of names) cpSync(join(source, name), join(functions, name));
  writeFileSync(join(functions, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "README.md"), README);
  const file = join(folder, "interlock.spectral.yaml");
  writeFileSync(file, stringify(rulesetDocument(rules, ruleset, names), { lineWidth: 0 }));
  return file;
}

function rulesetDocument(rules: readonly DocumentRule[], ruleset: LintRuleset, files: readonly string[]): JsonObject {
  return {
    description: `Interlock, profile ${ruleset.profile.name}, ruleset ${ruleset.digest}`,
    functions: files.map((name) => name.slice(0, -".js".length)).toSorted(),
    rules: Object.fromEntries(rules.map((rule) => [rule.id, spectralRule(rule, ruleset)])),
  };
}

function spectralRule(rule: DocumentRule, { profile }: LintRuleset): JsonObject {
  const parts = rule.judges.map(({ function: name, field, functionOptions }): JsonObject => {
    const options = functionOptions === undefined ? {} : { functionOptions };
    return { ...(field === undefined ? {} : { field }), function: name, ...options };
  });
  const members: [string, JsonValue][] = [
    ["description", `${rule.title}. ${rule.why}`],
    ["message", "{{error}}"],
    ["severity", profile.severities[rule.id]?.severity ?? rule.severity],
    ["formats", rule.on.flatMap((family) => (family === "openapi" ? ["oas3"] : ["aas2", "aas3"]))],
    ["resolved", rule.resolved],
    ["given", [...rule.given]],
    ["then", parts],
  ];
  return Object.fromEntries(members);
}

function isProject(name: string): boolean {
  return name.startsWith("project");
}

/** Source maps, tests and the helper of project rules stay where they are. */
function isCode(path: string): boolean {
  return !/(\.map|\.spec\.js|[/\\]project\.js)$/.test(path);
}
