import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ObjectAttributes, PolicyAuthorizer } from "../../../src/platform/security/public.js";
import { grantsOf, objectsOf, permissions, policy, policyFolder, PRINCIPAL, roles } from "./matrix-cells.js";
import { isAllowedByTables, readTables } from "./reference-evaluator.js";

const tables = readTables(policyFolder);
const authorizer = new PolicyAuthorizer(policy);

describe("authorisation matrix in memory", () => {
  it("decides every cell as the reference does", (context) => {
    let cells = 0;
    let allowed = 0;
    const disagreements: string[] = [];
    for (const role of roles) {
      for (const grant of grantsOf(role)) {
        const principal = { clientId: PRINCIPAL, kind: "SERVICE", grants: [grant] } as const;
        for (const { id: permission, resource } of permissions) {
          for (const { id, attributes } of objectsOf(resource)) {
            const expected = isAllowedByTables(tables, PRINCIPAL, [grant], permission, attributes);
            // A list where one value belongs comes from untyped code.
            const actual = authorizer.decide(principal, permission, attributes as ObjectAttributes);
            cells++;
            if (expected) allowed++;
            if (actual !== expected)
              disagreements.push(`${role} ${JSON.stringify(grant)} ${permission} ${id}: ${actual}`);
          }
        }
      }
    }
    context.diagnostic(`${cells} cells, ${allowed} allowed, ${disagreements.length} disagreements`);
    assert.deepEqual(disagreements.slice(0, 20), []);
    assert.ok(cells >= 64_800, `${cells} cells`);
    assert.ok(allowed > 1000 && allowed < cells / 2, `${allowed} of ${cells} cells are allowed`);
  });

  it("admits at the door exactly those who may do it to some object there", () => {
    for (const role of roles) {
      for (const grant of grantsOf(role)) {
        const principal = { clientId: PRINCIPAL, kind: "SERVICE", grants: [grant] } as const;
        for (const { id: permission, resource } of permissions) {
          for (const plantCode of ["P1", "P2", "P9", undefined]) {
            const objects = objectsOf(resource).filter(({ attributes }) => attributes["plantCode"] === plantCode);
            const isPossible = objects.some(({ attributes }) =>
              authorizer.decide(principal, permission, { ...(attributes as ObjectAttributes), contract: undefined }),
            );
            const isAdmitted = authorizer.isAllowed(principal, permission, plantCode);
            assert.equal(isAdmitted, isPossible, `${role} ${JSON.stringify(grant)} ${permission} ${plantCode}`);
          }
        }
      }
    }
  });
});
