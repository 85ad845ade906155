import type { ValidateFunction } from "ajv/dist/2020.js";
import type { Finding } from "../../../kernel/finding.js";
import { sha256Hex } from "../../../kernel/hash.js";
import { compileProhibitions } from "./compile-prohibitions.js";
import { compileRole } from "./compile-role.js";
import { type Permission, type Policy, PolicyError, type Resource, type Role, type RoleConflict } from "./policy.js";
import {
  isConflictsDocument,
  isPermissionsDocument,
  isProhibitionsDocument,
  isResourcesDocument,
  isRoleDocument,
  type PolicyDocument,
  policyFinding,
  shapeFindings,
} from "./policy-documents.js";

/** The files of a policy besides the catalogue and the roles; an absent one says nothing. */
export interface PolicySupplements {
  readonly resources?: PolicyDocument | undefined;
  readonly prohibitions?: PolicyDocument | undefined;
  readonly conflicts?: PolicyDocument | undefined;
}

/**
 * Turns the policy files into the policy in force. What a role does not list is denied. Conditions are comparisons with
 * a closed set of operators, of attributes that the resource declares: an operator or attribute that CASL does not know
 * would silently match nothing, and in a prohibition that fails open.
 * @throws PolicyError listing everything that is wrong in any file.
 */
export function compilePolicy(
  catalogue: PolicyDocument,
  roleDocuments: readonly PolicyDocument[],
  supplements: PolicySupplements = {},
): Policy {
  const findings: Finding[] = [];
  const permissions = readPermissions(catalogue, findings);
  const resources = readResources(supplements.resources, permissions, findings);
  // Against a broken catalogue every role would look wrong.
  if (findings.length > 0) throw new PolicyError(findings);
  const roles = readRoles(roleDocuments, permissions, resources, findings);
  const prohibitionsDocument = read(supplements.prohibitions, isProhibitionsDocument, findings);
  const prohibitions = compileProhibitions(prohibitionsDocument, { permissions, resources }, findings);
  const conflicts = readConflicts(supplements.conflicts, roles, findings);
  if (findings.length > 0) throw new PolicyError(findings);
  const content = { permissions, roles, resources, prohibitions, conflicts };
  return { digest: digestOf(content), ...content };
}

/** The document when there is one and its shape is right. */
function read<T>(document: PolicyDocument | undefined, is: ValidateFunction<T>, findings: Finding[]): T | undefined {
  if (document === undefined) return undefined;
  const { file, content } = document;
  if (is(content)) return content;
  findings.push(...shapeFindings(file, is.errors));
  return undefined;
}

function readPermissions(document: PolicyDocument, findings: Finding[]): Map<string, Permission> {
  const permissions = new Map<string, Permission>();
  read(document, isPermissionsDocument, findings)?.permissions.forEach(({ id, description }, index) => {
    const [resource = "", action = ""] = id.split(":");
    if (permissions.has(id)) {
      findings.push(policyFinding(`${document.file}#/permissions/${index}/id`, `permission ${id} is declared twice`));
    }
    permissions.set(id, { id, resource, action, description });
  });
  return permissions;
}

function readResources(
  document: PolicyDocument | undefined,
  permissions: ReadonlyMap<string, Permission>,
  findings: Finding[],
): Map<string, Resource> {
  const resources = new Map<string, Resource>();
  const known = new Set([...permissions.values()].map(({ resource }) => resource));
  read(document, isResourcesDocument, findings)?.resources.forEach((entry, index) => {
    const pointer = `resources.yaml#/resources/${index}/id`;
    if (!known.has(entry.id)) findings.push(policyFinding(pointer, `no permission is about the resource ${entry.id}`));
    if (resources.has(entry.id)) findings.push(policyFinding(pointer, `resource ${entry.id} is declared twice`));
    const { id, dimension, readFields = [], writeFields = [] } = entry;
    resources.set(id, {
      id,
      dimension,
      attributes: new Map(Object.entries(entry.attributes)),
      readFields,
      writeFields,
    });
  });
  return resources;
}

function readRoles(
  documents: readonly PolicyDocument[],
  permissions: ReadonlyMap<string, Permission>,
  resources: ReadonlyMap<string, Resource>,
  findings: Finding[],
): Map<string, Role> {
  const roles = new Map<string, Role>();
  for (const document of documents) {
    const content = read(document, isRoleDocument, findings);
    if (content === undefined) continue;
    const role = compileRole(document.file, content, { permissions, resources }, findings);
    if (roles.has(role.id)) findings.push(policyFinding(`${document.file}#/id`, `role ${role.id} is declared twice`));
    roles.set(role.id, role);
  }
  for (const role of roles.values()) findings.push(...mayGrantFindings(role, roles));
  if (documents.length === 0) findings.push(policyFinding("roles", "there is no role file"));
  return roles;
}

/** A role that its holder may grant to his like would let rights spread without anybody above knowing. */
function mayGrantFindings({ id, mayGrant }: Role, roles: ReadonlyMap<string, Role>): Finding[] {
  const pointer = `roles/${id}.yaml#/mayGrant`;
  return [...mayGrant].flatMap((granted) => {
    if (granted === id) return [policyFinding(pointer, `role ${id} must not be given by its own holders`)];
    return roles.has(granted) ? [] : [policyFinding(pointer, `there is no role ${granted}`)];
  });
}

function readConflicts(
  document: PolicyDocument | undefined,
  roles: ReadonlyMap<string, Role>,
  findings: Finding[],
): readonly RoleConflict[] {
  const conflicts = read(document, isConflictsDocument, findings)?.conflicts ?? [];
  conflicts.forEach(({ roles: pair }, index) => {
    for (const role of pair.filter((id) => !roles.has(id))) {
      findings.push(policyFinding(`conflicts.yaml#/conflicts/${index}/roles`, `there is no role ${role}`));
    }
  });
  return conflicts;
}

/** What decides; titles and descriptions do not. */
function digestOf({ permissions, roles, resources, prohibitions, conflicts }: Omit<Policy, "digest">): string {
  const content = {
    permissions: [...permissions.keys()].toSorted(),
    resources: [...resources.values()].map((resource) => [resource.id, resource.dimension]).toSorted(byText),
    roles: [...roles.values()]
      .map((role) => [
        role.id,
        role.scope,
        [...role.permissions].toSorted(),
        [...role.conditions],
        fieldsOf(role),
        [...role.mayGrant],
      ])
      .toSorted(byText),
    prohibitions: prohibitions.map((one) => [one.id, [...one.permissions].toSorted(), one.conditions]).toSorted(byText),
    conflicts: conflicts.map(({ roles: pair }) => pair.toSorted()).toSorted(byText),
  };
  return sha256Hex(JSON.stringify(content));
}

const fieldsOf = (role: Role): unknown => [...role.fields].map(([permission, fields]) => [permission, [...fields]]);
const byText = (a: readonly unknown[], b: readonly unknown[]): number =>
  JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
