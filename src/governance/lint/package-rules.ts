import type { RuleDefinition, RulesetDefinition } from "@stoplight/spectral-core";
import owaspPackage from "@stoplight/spectral-owasp-ruleset";
import { asyncapi, oas } from "@stoplight/spectral-rulesets";
import type { RuleCollection } from "./lint-profile.js";
import type { ContractFamily } from "./lint-rule.js";

/** A ruleset of a package with every rule written out. */
export type PackageRuleset = RulesetDefinition & { readonly rules: Readonly<Record<string, RuleDefinition>> };

interface PackageEntry {
  readonly family: ContractFamily;
  readonly ruleset: unknown;
}

const PACKAGES: Readonly<Record<Exclude<RuleCollection, "interlock">, PackageEntry>> = {
  "spectral-oas": { family: "openapi", ruleset: oas },
  "spectral-asyncapi": { family: "asyncapi", ruleset: asyncapi },
  owasp: { family: "openapi", ruleset: commonJsDefault(owaspPackage) },
};

/** Rulesets of packages that a profile includes and that fit the family. */
export function packageRules(family: ContractFamily, include: readonly RuleCollection[]): PackageRuleset[] {
  return include
    .flatMap((name) => (name === "interlock" ? [] : [PACKAGES[name]]))
    .filter((entry) => entry.family === family)
    .map((entry) => entry.ruleset as PackageRuleset);
}

/** A CommonJS module's default export arrives wrapped once more when it is imported from a module. */
function commonJsDefault(module: unknown): unknown {
  const hasDefault = typeof module === "object" && module !== null && "default" in module;
  return hasDefault ? module.default : module;
}
