import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../../../config/project-root.js";
import { compilePolicy } from "./compile-policy.js";
import { type Policy, PolicyError } from "./policy.js";
import { type PolicyDocument, policyFinding } from "./policy-documents.js";

/** Folder of the policy that the product ships with. */
export const policyFolder = join(projectRoot, "governance-rules", "policy");

/** The parsed files of a policy. */
export interface PolicyFiles {
  readonly permissions: PolicyDocument;
  readonly roles: readonly PolicyDocument[];
  readonly resources: PolicyDocument;
  readonly prohibitions: PolicyDocument;
  readonly conflicts: PolicyDocument;
}

/** Reads, checks and compiles a policy folder. @throws PolicyError listing everything that is wrong. */
export function loadPolicy(folder: string = policyFolder): Policy {
  return compilePolicyFiles(readPolicyFiles(folder));
}

/** @throws PolicyError listing everything that is wrong. */
export function compilePolicyFiles({ permissions, roles, resources, prohibitions, conflicts }: PolicyFiles): Policy {
  return compilePolicy(permissions, roles, { resources, prohibitions, conflicts });
}

/**
 * Reads the files of a policy folder without checking what they say. A missing file is an error: a lost prohibitions.yaml
 * must not mean that nothing is prohibited.
 * @throws PolicyError when one is missing or not YAML.
 */
export function readPolicyFiles(folder: string = policyFolder): PolicyFiles {
  const roleFiles = readdirSync(join(folder, "roles")).filter((name) => name.endsWith(".yaml"));
  return {
    permissions: readDocument(folder, "permissions.yaml"),
    roles: roleFiles.toSorted().map((name) => readDocument(folder, `roles/${name}`)),
    resources: readDocument(folder, "resources.yaml"),
    prohibitions: readDocument(folder, "prohibitions.yaml"),
    conflicts: readDocument(folder, "conflicts.yaml"),
  };
}

/** Aliases are refused: a policy that is read by people says everything where it applies. */
function readDocument(folder: string, file: string): PolicyDocument {
  try {
    return { file, content: parse(readFileSync(join(folder, file), "utf8"), { maxAliasCount: 0, uniqueKeys: true }) };
  } catch (error) {
    throw new PolicyError([policyFinding(file, error instanceof Error ? error.message : String(error))]);
  }
}
