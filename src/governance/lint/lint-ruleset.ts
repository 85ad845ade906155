import { readdirSync, readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../../config/project-root.js";
import { sha256Hex } from "../../kernel/hash.js";
import { permissionsFile } from "./known-permissions.js";
import type { LintProfile } from "./lint-profile.js";
import type { LintRule } from "./lint-rule.js";
import { readLintProfile } from "./read-lint-profile.js";
import { readLintRules } from "./read-lint-rules.js";

/** Rules and the profile that weighs them, with a digest over everything a verdict depends on. */
export interface LintRuleset {
  readonly rules: readonly LintRule[];
  readonly profile: LintProfile;
  /** SHA-256 of rules, functions, known permissions, profile and package versions. */
  readonly digest: string;
}

const RULES_FOLDER = join(projectRoot, "governance-rules", "lint");
const PROFILES_FOLDER = join(projectRoot, "governance-rules", "profiles");
const FUNCTIONS_FOLDER = fileURLToPath(new URL("../../../governance-rules/functions/", import.meta.url));
const PACKAGES = ["core", "rulesets", "functions", "owasp-ruleset"].map((name) => `@stoplight/spectral-${name}`);

/**
 * The rules of the product under a profile: a name of governance-rules/profiles, or the path of a profile file.
 * @throws Error that names the file and the member when a file is broken, or the profiles there are.
 */
export function loadLintRuleset(profile = "strict"): LintRuleset {
  const file = profileFile(profile);
  const texts = [...filesBelow(RULES_FOLDER, ".yaml"), ...filesBelow(FUNCTIONS_FOLDER, ".js"), permissionsFile, file];
  const versions = PACKAGES.map(packageFile);
  const digest = sha256Hex([...texts, ...versions].map((path) => sha256Hex(readFileSync(path))).join("\n"));
  return { rules: readLintRules(RULES_FOLDER), profile: readLintProfile(file), digest };
}

/** Names of the profiles that come with the product. */
export function lintProfileNames(): string[] {
  return readdirSync(PROFILES_FOLDER)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -".yaml".length))
    .toSorted();
}

function profileFile(profile: string): string {
  if (/[/\\]|\.ya?ml$/.test(profile)) return profile;
  const names = lintProfileNames();
  if (names.includes(profile)) return join(PROFILES_FOLDER, `${profile}.yaml`);
  throw new Error(`there is no profile ${profile}; take ${names.join(", ")} or the path of a profile file`);
}

function packageFile(name: string): string {
  const file = findPackageJSON(name, import.meta.url);
  if (file === undefined) throw new Error(`the package ${name} is not installed`);
  return file;
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending) && !name.endsWith(`.spec${ending}`))
    .toSorted()
    .map((name) => join(folder, name));
}
