import { readdir } from "node:fs/promises";
import type { AnyBreakingRule } from "./rule.js";

/**
 * Every rule of a folder, by its default export; a new file is a new rule.
 *
 * @param folder compiled rule files, as `file:` URL with a slash at its end.
 * @throws Error when a file exports no rule, or its name is not its rule's id.
 */
export async function loadBreakingRules(folder: URL): Promise<AnyBreakingRule[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".js") && !name.endsWith(".spec.js"));
  return Promise.all(names.toSorted().map((name) => loadRule(folder, name)));
}

async function loadRule(folder: URL, name: string): Promise<AnyBreakingRule> {
  const exported = (await import(new URL(name, folder).href)) as { readonly default?: AnyBreakingRule };
  const rule = exported.default;
  if (rule === undefined) throw new Error(`${name} has no default export`);
  const stem = name.slice(0, -".js".length);
  if (stem !== rule.id && stem !== `schema-${rule.id}`) throw new Error(`${name} declares the rule "${rule.id}"`);
  return rule;
}
