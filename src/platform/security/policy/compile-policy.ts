import type { Finding } from "../../../kernel/finding.js";
import { sha256Hex } from "../../../kernel/hash.js";
import { type Permission, type Policy, PolicyError, type Role } from "./policy.js";
import {
  isPermissionsDocument,
  isRoleDocument,
  type PolicyDocument,
  policyFinding,
  type RoleDocument,
  shapeFindings,
} from "./policy-documents.js";

/**
 * Turns the policy files into the policy in force. What a role does not list is denied: the format has no negative
 * rule, no operator and no condition, because those are where CASL rules silently match nothing and so fail open.
 * @throws PolicyError listing everything that is wrong in any file.
 */
export function compilePolicy(catalogue: PolicyDocument, roleDocuments: readonly PolicyDocument[]): Policy {
  const findings: Finding[] = [];
  const permissions = readPermissions(catalogue, findings);
  // Against a broken catalogue every role would look wrong.
  if (findings.length > 0) throw new PolicyError(findings);
  const roles = new Map<string, Role>();
  for (const document of roleDocuments) {
    const role = readRole(document, findings);
    if (role === undefined) continue;
    findings.push(...roleFindings(document.file, role, permissions));
    if (roles.has(role.id)) findings.push(policyFinding(`${document.file}#/id`, `role ${role.id} is declared twice`));
    roles.set(role.id, { ...role, permissions: new Set(role.permissions) });
  }
  if (roleDocuments.length === 0) findings.push(policyFinding("roles", "there is no role file"));
  if (findings.length > 0) throw new PolicyError(findings);
  return { digest: digestOf(permissions, roles), permissions, roles };
}

function readPermissions(document: PolicyDocument, findings: Finding[]): Map<string, Permission> {
  const permissions = new Map<string, Permission>();
  const { content } = document;
  if (!isPermissionsDocument(content)) {
    findings.push(...shapeFindings(document.file, isPermissionsDocument.errors));
    return permissions;
  }
  content.permissions.forEach(({ id, description }, index) => {
    const [resource = "", action = ""] = id.split(":");
    if (permissions.has(id)) {
      findings.push(policyFinding(`${document.file}#/permissions/${index}/id`, `permission ${id} is declared twice`));
    }
    permissions.set(id, { id, resource, action, description });
  });
  return permissions;
}

function readRole(document: PolicyDocument, findings: Finding[]): RoleDocument | undefined {
  if (isRoleDocument(document.content)) return document.content;
  findings.push(...shapeFindings(document.file, isRoleDocument.errors));
  return undefined;
}

function roleFindings(file: string, role: RoleDocument, catalogue: ReadonlyMap<string, Permission>): Finding[] {
  const findings: Finding[] = [];
  if (!file.endsWith(`/${role.id}.yaml`)) {
    findings.push(policyFinding(`${file}#/id`, `the file of role ${role.id} must be named ${role.id}.yaml`));
  }
  role.permissions.forEach((permission, index) => {
    if (catalogue.has(permission)) return;
    findings.push(policyFinding(`${file}#/permissions/${index}`, `${permission} is not in permissions.yaml`));
  });
  role.mustNever.forEach((pattern, index) => {
    const pointer = `${file}#/mustNever/${index}`;
    findings.push(...mustNeverFindings(pointer, pattern, role, catalogue));
  });
  return findings;
}

function mustNeverFindings(
  pointer: string,
  pattern: string,
  role: RoleDocument,
  catalogue: ReadonlyMap<string, Permission>,
): Finding[] {
  const forbidden = [...catalogue.values()].filter((permission) => matches(pattern, permission));
  if (forbidden.length === 0) return [policyFinding(pointer, `${pattern} matches no permission of permissions.yaml`)];
  return forbidden
    .filter((permission) => role.permissions.includes(permission.id))
    .map((permission) => policyFinding(pointer, `role ${role.id} must never hold ${permission.id}, but lists it`));
}

function matches(pattern: string, permission: Permission): boolean {
  const [resource, action] = pattern.split(":");
  return (resource === "*" || resource === permission.resource) && (action === "*" || action === permission.action);
}

function digestOf(permissions: ReadonlyMap<string, Permission>, roles: ReadonlyMap<string, Role>): string {
  const content = [...roles.values()]
    .map((role) => [role.id, role.scope, [...role.permissions].toSorted()])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return sha256Hex(JSON.stringify([[...permissions.keys()].toSorted(), content]));
}
