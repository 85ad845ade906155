import * as fc from "fast-check";
import { compilePolicy } from "../../../src/platform/security/policy/compile-policy.js";
import type { Policy } from "../../../src/platform/security/policy/policy.js";
import type { PolicyTables, ReferenceGrant, ReferenceObject, RoleTable } from "./reference-evaluator.js";

const ROLES = ["alpha", "beta", "gamma"];
export const PERMISSIONS = ["order:read", "order:hold", "contract:approve", "approval:read"];
export const PLANTS = ["P1", "P2", "P3"];
const CONTRACTS = ["C1", "C2"];
const DIMENSIONS = { order: "plant", contract: "contract", approval: "any" } as const;

type When = NonNullable<PolicyTables["prohibitions"][number]["when"]>;

const states = fc.constantFrom("A", "B", "C");
const people = fc.constantFrom("$principal", "me", "you");
const sizes = fc.integer({ min: 0, max: 3 });
const listOf = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.uniqueArray(value, { minLength: 1, maxLength: 2 });

const comparisonsOf = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof(
    fc.record({ eq: value }),
    fc.record({ ne: value }),
    fc.record({ in: listOf(value) }),
    fc.record({ notIn: listOf(value) }),
  );
const sizeComparisons = fc.oneof(
  comparisonsOf(sizes),
  fc.record({ lt: sizes }),
  fc.record({ lte: sizes }),
  fc.record({ gt: sizes }),
  fc.record({ gte: sizes, lte: sizes }),
);

const when = fc
  .record({ state: comparisonsOf(states), author: comparisonsOf(people), size: sizeComparisons }, { requiredKeys: [] })
  .filter((record) => Object.keys(record).length > 0) as fc.Arbitrary<When>;

const role = fc
  .record({
    scope: fc.constantFrom<RoleTable["scope"]>("plant", "enterprise"),
    permissions: fc.uniqueArray(fc.constantFrom(...PERMISSIONS), { minLength: 1, maxLength: 3 }),
    whens: fc.array(fc.option(when, { nil: undefined }), { minLength: 4, maxLength: 4 }),
  })
  .map(({ scope, permissions: drawn, whens }) => {
    // A role of plants that lists a permission about contracts is refused.
    const reachable = drawn.filter((id) => scope === "enterprise" || !id.startsWith("contract:"));
    const permissions = reachable.length === 0 ? ["order:read"] : reachable;
    const conditions = permissions.flatMap((permission, index) => {
      const condition = whens[index];
      return condition === undefined ? [] : [{ permission, when: condition }];
    });
    return { scope, permissions, ...(conditions.length === 0 ? {} : { conditions }) };
  });

const prohibition = fc.record(
  { permissions: fc.uniqueArray(fc.constantFrom(...PERMISSIONS), { minLength: 1, maxLength: 2 }), when },
  { requiredKeys: ["permissions"] },
);

/** Tables of a small policy. */
export const tablesArbitrary: fc.Arbitrary<PolicyTables> = fc
  .record({ roles: fc.tuple(role, role, role), prohibitions: fc.array(prohibition, { maxLength: 2 }) })
  .map(({ roles, prohibitions }) => {
    return {
      roles: roles.map((one, index) => ({ ...one, id: ROLES[index] ?? "" })),
      dimensions: DIMENSIONS,
      prohibitions,
    };
  });

export const prohibitionArbitrary = prohibition;

export const grantArbitrary: fc.Arbitrary<ReferenceGrant> = fc.oneof(
  fc.record({ role: fc.constantFrom(...ROLES), plants: fc.constant("*" as const) }),
  fc.record({ role: fc.constantFrom(...ROLES), plants: listOf(fc.constantFrom(...PLANTS)) }),
  fc.record({
    role: fc.constantFrom(...ROLES),
    plants: fc.constant([]),
    contracts: listOf(fc.constantFrom(...CONTRACTS)),
  }),
);

export const objectArbitrary: fc.Arbitrary<ReferenceObject> = fc.record(
  {
    plantCode: fc.constantFrom(...PLANTS),
    contract: fc.constantFrom(...CONTRACTS),
    state: fc.constantFrom("A", "B", "C", null),
    author: fc.constantFrom("me", "you"),
    size: fc.integer({ min: 0, max: 3 }),
  },
  { requiredKeys: [] },
);

const ATTRIBUTES = { state: "text", author: "text", size: "number" };
const CATALOGUE = {
  file: "permissions.yaml",
  content: { permissions: [...PERMISSIONS, "never:ever"].map((id) => ({ id, description: id })) },
};
const RESOURCES = {
  file: "resources.yaml",
  content: {
    resources: Object.entries(DIMENSIONS).map(([id, dimension]) => ({ id, dimension, attributes: ATTRIBUTES })),
  },
};

/** The same tables as the product compiles them. */
export function compileTables(tables: PolicyTables): Policy {
  // fast-check also makes objects without a prototype, which no YAML parser does.
  const { roles, prohibitions } = structuredClone(tables);
  const documents = roles.map((table) => {
    const content = { ...table, title: table.id, description: table.id, mustNever: ["never:ever"] };
    return { file: `roles/${table.id}.yaml`, content };
  });
  const entries = prohibitions.map((entry, index) => ({ id: `no-${"abcdef"[index]}`, reason: "No.", ...entry }));
  return compilePolicy(CATALOGUE, documents, {
    resources: RESOURCES,
    prohibitions: { file: "prohibitions.yaml", content: { prohibitions: entries } },
  });
}
