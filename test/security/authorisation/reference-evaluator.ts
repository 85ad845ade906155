import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/**
 * Decides like the policy, written a second time: it reads the YAML tables and walks them from top to bottom, without
 * CASL, without SQL and without any code of src/platform/security. Whoever changes one of both has to change the other.
 */

type Value = string | number | boolean;
type When = Readonly<Record<string, Readonly<Record<string, Value | readonly Value[]>>>>;

/** A role file as far as it decides. */
export interface RoleTable {
  readonly id: string;
  readonly scope: "plant" | "enterprise";
  readonly permissions: readonly string[];
  readonly conditions?: readonly { readonly permission: string; readonly when: When }[];
}

/** All tables that decide. */
export interface PolicyTables {
  readonly roles: readonly RoleTable[];
  readonly dimensions: Readonly<Record<string, "plant" | "contract" | "any">>;
  readonly prohibitions: readonly { readonly permissions: readonly string[]; readonly when?: When }[];
}

/** A grant; `plants` and `contracts` exclude each other. */
export interface ReferenceGrant {
  readonly role: string;
  readonly plants: "*" | readonly string[];
  readonly contracts?: readonly string[];
}

/** What is known of an object. An attribute may be a list here, which is never allowed. */
export type ReferenceObject = Readonly<Record<string, Value | readonly Value[] | null | undefined>>;

export function readTables(folder: string): PolicyTables {
  const read = (file: string): unknown => parse(readFileSync(join(folder, file), "utf8"));
  const files = readdirSync(join(folder, "roles")).filter((name) => name.endsWith(".yaml"));
  const { resources } = read("resources.yaml") as {
    resources: { id: string; dimension: "plant" | "contract" | "any" }[];
  };
  return {
    roles: files.map((file) => read(`roles/${file}`) as RoleTable),
    dimensions: Object.fromEntries(resources.map(({ id, dimension }) => [id, dimension])),
    prohibitions: (read("prohibitions.yaml") as Pick<PolicyTables, "prohibitions">).prohibitions,
  };
}

export function isAllowedByTables(
  tables: PolicyTables,
  principal: string,
  grants: readonly ReferenceGrant[],
  permission: string,
  object: ReferenceObject,
): boolean {
  for (const value of Object.values(object)) if (Array.isArray(value)) return false;
  const place = tables.dimensions[permission.slice(0, permission.indexOf(":"))] ?? "plant";
  for (const { permissions, when } of tables.prohibitions) {
    if (permissions.includes(permission) && verdict(when ?? {}, object, principal) !== "FALSE") return false;
  }
  for (const grant of grants) {
    for (const role of tables.roles) {
      if (role.id !== grant.role || !role.permissions.includes(permission)) continue;
      if (!reaches(grant, role.scope, place, object)) continue;
      const when = role.conditions?.find((entry) => entry.permission === permission)?.when ?? {};
      if (verdict(when, object, principal) === "TRUE") return true;
    }
  }
  return false;
}

function reaches(
  { plants, contracts }: ReferenceGrant,
  scope: RoleTable["scope"],
  place: "plant" | "contract" | "any",
  object: ReferenceObject,
): boolean {
  if (contracts !== undefined) {
    if (scope === "plant" || place === "plant") return false;
    return contracts.some((contract) => contract === object["contract"]);
  }
  if (plants === "*") return scope === "enterprise";
  return place !== "contract" && plants.some((plant) => plant === object["plantCode"]);
}

type Verdict = "TRUE" | "FALSE" | "UNKNOWN";

/** All comparisons together: false as soon as one is, else unknown as soon as one is. */
function verdict(when: When, object: ReferenceObject, principal: string): Verdict {
  let isUnknown = false;
  for (const [attribute, comparisons] of Object.entries(when)) {
    for (const [operator, raw] of Object.entries(comparisons)) {
      const actual = object[attribute];
      if (actual === undefined || actual === null) {
        isUnknown = true;
        continue;
      }
      const wanted = [raw].flat().map((value) => (value === "$principal" ? principal : value));
      if (!compare(operator, actual as Value, wanted)) return "FALSE";
    }
  }
  return isUnknown ? "UNKNOWN" : "TRUE";
}

function compare(operator: string, actual: Value, wanted: readonly Value[]): boolean {
  const [first = ""] = wanted;
  switch (operator) {
    case "eq":
      return actual === first;
    case "ne":
      return actual !== first;
    case "in":
      return wanted.includes(actual);
    case "notIn":
      return !wanted.includes(actual);
    case "lt":
      return actual < first;
    case "lte":
      return actual <= first;
    case "gt":
      return actual > first;
    case "gte":
      return actual >= first;
    default:
      throw new Error(`unknown operator ${operator}`);
  }
}
