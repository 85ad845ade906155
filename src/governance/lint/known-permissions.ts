import { join } from "node:path";
import { projectRoot } from "../../config/project-root.js";
import { isJsonObject, type JsonObject } from "../intake/json-value.js";
import { readYamlObject } from "./read-yaml-object.js";

/** The file that lists every permission. */
export const permissionsFile = join(projectRoot, "governance-rules", "policy", "permissions.yaml");

/** Replaces `known: permissions` in the options of a function by the permissions the policy knows. */
export function withKnownPermissions(options: JsonObject): JsonObject {
  return options["known"] === "permissions" ? { ...options, known: knownPermissions() } : options;
}

function knownPermissions(): string[] {
  const listed = readYamlObject(permissionsFile)["permissions"];
  const entries = Array.isArray(listed) ? listed.filter(isJsonObject) : [];
  return entries.map(({ id }) => id).filter((id) => typeof id === "string");
}
