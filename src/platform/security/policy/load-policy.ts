import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../../../config/project-root.js";
import { compilePolicy } from "./compile-policy.js";
import { type Policy, PolicyError } from "./policy.js";
import { type PolicyDocument, policyFinding } from "./policy-documents.js";

/** Folder of the policy that the product ships with. */
export const policyFolder = join(projectRoot, "governance-rules", "policy");

/** Reads, checks and compiles a policy folder. @throws PolicyError listing everything that is wrong. */
export function loadPolicy(folder: string = policyFolder): Policy {
  const roleFiles = readdirSync(join(folder, "roles")).filter((name) => name.endsWith(".yaml"));
  return compilePolicy(
    readDocument(folder, "permissions.yaml"),
    roleFiles.toSorted().map((name) => readDocument(folder, `roles/${name}`)),
  );
}

/** Aliases are refused: a policy that is read by people says everything where it applies. */
function readDocument(folder: string, file: string): PolicyDocument {
  try {
    return { file, content: parse(readFileSync(join(folder, file), "utf8"), { maxAliasCount: 0, uniqueKeys: true }) };
  } catch (error) {
    throw new PolicyError([policyFinding(file, error instanceof Error ? error.message : String(error))]);
  }
}
