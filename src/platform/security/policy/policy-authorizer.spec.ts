import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import type { Grant, PlantScope, Principal } from "../principal.js";
import { compilePolicy } from "./compile-policy.js";
import { loadPolicy } from "./load-policy.js";
import type { Policy, RoleScope } from "./policy.js";
import { PolicyAuthorizer } from "./policy-authorizer.js";

const policy = loadPolicy();
const authorizer = new PolicyAuthorizer(policy);

function principal(...grants: Grant[]): Principal {
  return { clientId: "someone", kind: "SERVICE", grants };
}

/** A value as untyped code could hand it over. */
function untyped(value: unknown): string {
  return value as string;
}

describe("PolicyAuthorizer", () => {
  const mes = principal({ role: "mes-service", plants: ["P100"] });

  it("allows what a role lists, in the plants of the grant, and nothing else", () => {
    assert.equal(authorizer.isAllowed(mes, "confirmation:create", "P100"), true);
    assert.equal(authorizer.isAllowed(mes, "confirmation:create", "P300"), false);
    assert.equal(authorizer.isAllowed(mes, "order:release", "P100"), false);
    assert.deepEqual(authorizer.plantScope(mes, "confirmation:create"), ["P100"]);
    assert.deepEqual(authorizer.plantScope(mes, "order:release"), []);
  });

  it("denies everything to unknown roles, unknown permissions and principals without grants", () => {
    assert.equal(authorizer.isAllowed(principal({ role: "root", plants: "*" }), "order:read", "P100"), false);
    assert.equal(authorizer.isAllowed(principal(), "order:read", "P100"), false);
    for (const permission of [
      "order:reed",
      "order",
      "",
      "manage:all",
      "order:manage",
      "all:read",
      "__proto__",
      "toString",
    ]) {
      assert.equal(authorizer.isAllowed(mes, permission, "P100"), false, permission);
      assert.deepEqual(authorizer.plantScope(mes, permission), [], permission);
    }
  });

  it("keeps resources of the whole enterprise from those who hold single plants", () => {
    assert.equal(
      authorizer.isAllowed(principal({ role: "erp-service", plants: ["P100"] }), "master-data:write", undefined),
      false,
    );
    assert.equal(
      authorizer.isAllowed(principal({ role: "erp-service", plants: "*" }), "master-data:write", undefined),
      true,
    );
  });

  it("gives nothing for a plant role that was granted for the whole enterprise", () => {
    const everywhere = principal({ role: "planner", plants: "*" });
    assert.equal(authorizer.isAllowed(everywhere, "order:read", "P100"), false);
    assert.deepEqual(authorizer.plantScope(everywhere, "order:read"), []);
  });

  it("is not fooled by a plant that is a list, an object, null or a spelling of everything", () => {
    const plants = [
      ["P300", "P100"],
      ["P100"],
      { $ne: "" },
      { $in: ["P100"] },
      null,
      "",
      "*",
      "p100",
      " P100",
      "P100\u0000",
      "__proto__",
    ];
    for (const plantCode of plants) {
      assert.equal(authorizer.isAllowed(mes, "order:read", untyped(plantCode)), false, JSON.stringify(plantCode));
    }
  });

  it("does not take operators inside the plants of a grant for anything but names", () => {
    const tricky = principal({ role: "mes-service", plants: ["$ne", "/.*/", ".*", "$exists"] });
    assert.equal(authorizer.isAllowed(tricky, "order:read", "P100"), false);
    assert.equal(authorizer.isAllowed(tricky, "order:read", "$ne"), true);
  });

  it("does not mix up principals whose grants differ only in their plants", () => {
    const other = principal({ role: "mes-service", plants: ["P300"] });
    assert.deepEqual(
      [authorizer.isAllowed(mes, "order:read", "P300"), authorizer.isAllowed(other, "order:read", "P300")],
      [false, true],
    );
    assert.deepEqual(
      [authorizer.plantScope(mes, "order:read"), authorizer.plantScope(other, "order:read")],
      [["P100"], ["P300"]],
    );
  });

  it("agrees with a walk over the role tables, for any policy and any grants", () => {
    fc.assert(
      fc.property(policies, grantLists, (tables, grants) => {
        const compiled = new PolicyAuthorizer(compile(tables));
        const someone = principal(...grants);
        for (const permission of PERMISSIONS) {
          const expected = walk(tables, grants, permission);
          assert.deepEqual(compiled.plantScope(someone, permission), expected);
          for (const plant of [...PLANTS, undefined]) {
            const isExpected = expected === "*" || (plant !== undefined && expected.includes(plant));
            assert.equal(compiled.isAllowed(someone, permission, plant), isExpected, `${permission} in ${plant}`);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never widens when a grant or a permission is taken away", () => {
    fc.assert(
      fc.property(policies, grantLists, fc.nat(), (tables, grants, pick) => {
        const before = new PolicyAuthorizer(compile(tables));
        const fewer = grants.filter((_, index) => index !== pick % Math.max(1, grants.length));
        for (const permission of PERMISSIONS) {
          for (const plant of PLANTS) {
            const isAllowedAfter = before.isAllowed(principal(...fewer), permission, plant);
            assert.ok(!isAllowedAfter || before.isAllowed(principal(...grants), permission, plant));
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

const PERMISSIONS = ["order:read", "order:release", "confirmation:read", "confirmation:create", "plant:apply"];
const ROLES = ["alpha", "beta", "gamma", "delta"];
const PLANTS = ["P1", "P2", "P3", "P4"];

type Tables = Readonly<Record<string, { readonly scope: RoleScope; readonly permissions: readonly string[] }>>;

const table = fc.record({
  scope: fc.constantFrom<RoleScope>("plant", "enterprise"),
  permissions: fc.uniqueArray(fc.constantFrom(...PERMISSIONS), { minLength: 1, maxLength: 4 }),
});

const policies: fc.Arbitrary<Tables> = fc.record({ alpha: table, beta: table, gamma: table });

const plantLists: fc.Arbitrary<PlantScope> = fc.oneof(
  fc.constant<PlantScope>("*"),
  fc.uniqueArray(fc.constantFrom(...PLANTS), { minLength: 1, maxLength: 3 }),
);

const grantLists: fc.Arbitrary<Grant[]> = fc.array(fc.record({ role: fc.constantFrom(...ROLES), plants: plantLists }), {
  maxLength: 4,
});

/** "quality:hold" is held by nobody, so that every role has something it must never hold. */
function compile(tables: Tables): Policy {
  const ids = [...PERMISSIONS, "quality:hold"];
  const content = { permissions: ids.map((id) => ({ id, description: id })) };
  const roles = Object.entries(tables).map(([id, { scope, permissions }]) => {
    const role = { id, title: id, description: id, scope, permissions, mustNever: ["quality:hold"] };
    return { file: `roles/${id}.yaml`, content: role };
  });
  return compilePolicy({ file: "permissions.yaml", content }, roles);
}

/** The independent evaluator: no CASL, no rule index, only the tables. */
function walk(tables: Tables, grants: readonly Grant[], permission: string): PlantScope {
  const plants: string[] = [];
  for (const { role, plants: granted } of grants) {
    const entry = Object.entries(tables).find(([id]) => id === role)?.[1];
    if (entry === undefined || !entry.permissions.includes(permission)) continue;
    if (granted === "*" && entry.scope === "plant") continue;
    if (granted === "*") return "*";
    plants.push(...granted);
  }
  return PLANTS.filter((plant) => plants.includes(plant));
}
