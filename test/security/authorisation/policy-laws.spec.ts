import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { type ObjectAttributes, type Policy, PolicyAuthorizer } from "../../../src/platform/security/public.js";
import {
  compileTables,
  grantArbitrary,
  objectArbitrary,
  PERMISSIONS,
  PLANTS,
  prohibitionArbitrary,
  tablesArbitrary,
} from "./random-policies.js";
import { isAllowedByTables, type ReferenceGrant, type ReferenceObject } from "./reference-evaluator.js";

const RUNS = 10_000;
const ME = "me";

/** What is allowed, as one text per decision, so that two policies are compared at once. */
function allowedSet(
  policy: Policy,
  grants: readonly ReferenceGrant[],
  objects: readonly ReferenceObject[],
): Set<string> {
  const authorizer = new PolicyAuthorizer(policy);
  const principal = { clientId: ME, kind: "SERVICE", grants } as const;
  const allowed = new Set<string>();
  for (const permission of PERMISSIONS) {
    objects.forEach((object, index) => {
      if (authorizer.decide(principal, permission, object as ObjectAttributes)) allowed.add(`${permission} ${index}`);
    });
  }
  return allowed;
}

const isWithin = (narrow: ReadonlySet<string>, wide: ReadonlySet<string>): boolean =>
  [...narrow].every((decision) => wide.has(decision));

/** P1 → P2 → P3 → P1 */
const renamed = (plant: string): string => PLANTS[(PLANTS.indexOf(plant) + 1) % PLANTS.length] ?? plant;

describe("laws of every policy", () => {
  it(`hold for ${RUNS} random policies`, (context) => {
    let decisions = 0;
    const property = fc.property(
      tablesArbitrary,
      fc.array(grantArbitrary, { minLength: 1, maxLength: 3 }),
      fc.array(objectArbitrary, { minLength: 4, maxLength: 4 }),
      prohibitionArbitrary,
      fc.nat(),
      (tables, grants, objects, prohibition, pick) => {
        const policy = compileTables(tables);
        const allowed = allowedSet(policy, grants, objects);
        decisions += PERMISSIONS.length * objects.length;

        const expected = PERMISSIONS.flatMap((permission) =>
          objects.flatMap((object, index) =>
            isAllowedByTables(tables, ME, grants, permission, object) ? [`${permission} ${index}`] : [],
          ),
        );
        assert.deepEqual([...allowed], expected, "the reference decides alike");

        const stricter = { ...tables, prohibitions: [...tables.prohibitions, prohibition] };
        assert.ok(
          isWithin(allowedSet(compileTables(stricter), grants, objects), allowed),
          "a prohibition never widens",
        );

        const fewer = grants.filter((_, index) => index !== pick % grants.length);
        assert.ok(isWithin(allowedSet(policy, fewer, objects), allowed), "a grant less never widens");

        const wider = grants.map((grant) =>
          grant.plants === "*" || grant.contracts !== undefined ? grant : { ...grant, plants: [...grant.plants, "P3"] },
        );
        assert.ok(isWithin(allowed, allowedSet(policy, wider, objects)), "a wider scope never narrows");

        const moved = grants.map((grant) =>
          grant.plants === "*" ? grant : { ...grant, plants: grant.plants.map(renamed) },
        );
        const movedObjects = objects.map(({ plantCode, ...object }) =>
          typeof plantCode === "string" ? { ...object, plantCode: renamed(plantCode) } : object,
        );
        assert.deepEqual(allowedSet(policy, moved, movedObjects), allowed, "names of plants do not matter");
      },
    );
    fc.assert(property, { numRuns: RUNS });
    context.diagnostic(`${RUNS} policies, ${decisions} decisions, 0 violations`);
  });
});
