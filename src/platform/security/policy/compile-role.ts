import type { Finding } from "../../../kernel/finding.js";
import { type Condition, conditionFindings, conditionsOf } from "./condition.js";
import type { Permission, Resource, Role } from "./policy.js";
import { type FieldList, policyFinding, type RoleDocument } from "./policy-documents.js";

/** What a role may speak of. */
export interface PolicyVocabulary {
  readonly permissions: ReadonlyMap<string, Permission>;
  readonly resources: ReadonlyMap<string, Resource>;
}

/** Checks a role file whose shape is right, adds what is wrong to `findings`, and gives the role. */
export function compileRole(
  file: string,
  document: RoleDocument,
  vocabulary: PolicyVocabulary,
  findings: Finding[],
): Role {
  const { id, title, description, scope } = document;
  findings.push(...nameFindings(file, document, vocabulary));
  document.mustNever.forEach((pattern, index) => {
    const pointer = `${file}#/mustNever/${index}`;
    findings.push(...mustNeverFindings(pointer, pattern, document, vocabulary.permissions));
  });
  const conditions = new Map<string, readonly Condition[]>();
  document.conditions?.forEach(({ permission, when }, index) => {
    const pointer = `${file}#/conditions/${index}`;
    findings.push(...listedOnce(pointer, permission, document, conditions));
    findings.push(...conditionFindings(`${pointer}/when`, when, resourceOf(permission, vocabulary)));
    conditions.set(permission, conditionsOf(when));
  });
  const fields = new Map<string, ReadonlySet<string>>();
  document.fields?.forEach((list, index) => {
    const pointer = `${file}#/fields/${index}`;
    findings.push(...listedOnce(pointer, list.permission, document, fields));
    fields.set(list.permission, fieldsOf(pointer, list, vocabulary, findings));
  });
  const mayGrant = new Set(document.mayGrant);
  return { id, title, description, scope, permissions: new Set(document.permissions), conditions, fields, mayGrant };
}

function nameFindings(file: string, role: RoleDocument, { permissions, resources }: PolicyVocabulary): Finding[] {
  const findings: Finding[] = [];
  if (!file.endsWith(`/${role.id}.yaml`)) {
    findings.push(policyFinding(`${file}#/id`, `the file of role ${role.id} must be named ${role.id}.yaml`));
  }
  role.permissions.forEach((id, index) => {
    const permission = permissions.get(id);
    const pointer = `${file}#/permissions/${index}`;
    if (permission === undefined) findings.push(policyFinding(pointer, `${id} is not in permissions.yaml`));
    // Such a line would give nothing, and look to its reader as if it did.
    const isOutOfReach = role.scope === "plant" && resources.get(permission?.resource ?? "")?.dimension === "contract";
    if (isOutOfReach)
      findings.push(policyFinding(pointer, `${id} is about contracts, which a role of plants never reaches`));
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

/** A condition or field list of a permission that the role does not list would look as if it gave it. */
function listedOnce(
  pointer: string,
  permission: string,
  role: RoleDocument,
  seen: ReadonlyMap<string, unknown>,
): Finding[] {
  const place = `${pointer}/permission`;
  if (!role.permissions.includes(permission)) return [policyFinding(place, `the role does not list ${permission}`)];
  return seen.has(permission) ? [policyFinding(place, `${permission} has an entry already; put both into one`)] : [];
}

function resourceOf(permission: string, { permissions, resources }: PolicyVocabulary): Resource | undefined {
  return resources.get(permissions.get(permission)?.resource ?? "");
}

function fieldsOf(
  pointer: string,
  { permission, only, except }: FieldList,
  vocabulary: PolicyVocabulary,
  findings: Finding[],
): ReadonlySet<string> {
  const resource = resourceOf(permission, vocabulary);
  const isRead = vocabulary.permissions.get(permission)?.action === "read";
  const known = (isRead ? resource?.readFields : resource?.writeFields) ?? [];
  for (const field of only ?? except ?? []) {
    if (known.includes(field)) continue;
    const kind = isRead ? "readFields" : "writeFields";
    findings.push(policyFinding(pointer, `${field} is not among the ${kind} of ${resource?.id ?? permission}`));
  }
  return new Set(only ?? known.filter((field) => except?.includes(field) === false));
}
