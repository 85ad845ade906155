import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { safeCoreFunctions } from "./safe-core-functions.js";
import type { ProjectFunction, RuleFunction } from "./rule-function.js";

/** Functions a rule may name: the allow-list. Nothing else is ever called for a ruleset. */
export interface RuleFunctions {
  readonly document: ReadonlyMap<string, RuleFunction>;
  readonly project: ReadonlyMap<string, ProjectFunction>;
}

/** Built next to this file's own build; functions are product code and never come with a ruleset. */
export const ruleFunctionsFolder = new URL("../../../governance-rules/functions/", import.meta.url);

/** Core functions of Spectral and every file of governance-rules/functions; `project-…` files look over all contracts. */
export async function loadRuleFunctions(): Promise<RuleFunctions> {
  const names = readdirSync(fileURLToPath(ruleFunctionsFolder))
    .filter((name) => name.endsWith(".js") && !name.endsWith(".spec.js"))
    .map((name) => name.slice(0, -3))
    .toSorted();
  const loaded = await Promise.all(names.map(async (name) => [name, await loadFunction(name)] as const));
  const isProject = ([name]: readonly [string, unknown]): boolean => name.startsWith("project-");
  return {
    document: new Map([
      ...safeCoreFunctions(),
      ...loaded.filter((entry) => !isProject(entry)).map(([name, judge]) => [name, judge as RuleFunction] as const),
    ]),
    project: new Map(loaded.filter(isProject).map(([name, judge]) => [name, judge as ProjectFunction] as const)),
  };
}

async function loadFunction(name: string): Promise<unknown> {
  const module = (await import(new URL(`${name}.js`, ruleFunctionsFolder).href)) as { readonly default?: unknown };
  if (typeof module.default !== "function")
    throw new Error(`governance-rules/functions/${name}.ts has no default export`);
  return module.default;
}
