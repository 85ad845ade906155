import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  explainDecision,
  PolicyAuthorizer,
  readPolicyCases,
  runPolicyCases,
} from "../../../src/platform/security/public.js";
import { fieldCatalogueFaults } from "./field-catalogue.js";
import { objectsOf, permissions, policy, policyFolder, PRINCIPAL, roles } from "./matrix-cells.js";

describe("the policy the product ships with", () => {
  it("passes its cases, which name every role", () => {
    const files = readPolicyCases(policyFolder);
    assert.deepEqual(
      runPolicyCases(policy, files).filter(({ hasPassed }) => !hasPassed),
      [],
    );
    const named = new Set(files.flatMap(({ content }) => content.principal.grants.map(({ role }) => role)));
    assert.deepEqual(
      roles.filter((role) => !named.has(role)),
      [],
    );
  });

  it("lists exactly the members of the contracts, and hides none that a contract requires", () => {
    assert.deepEqual(fieldCatalogueFaults(policy), []);
  });

  it("has permissions about at least 16 resources, some 90 of them, and each is held by a role", () => {
    assert.ok(new Set(permissions.map(({ resource }) => resource)).size >= 16);
    assert.ok(permissions.length >= 90, String(permissions.length));
    const held = new Set([...policy.roles.values()].flatMap((role) => [...role.permissions]));
    assert.deepEqual(
      permissions.filter(({ id }) => !held.has(id)),
      [],
    );
  });

  it("is explained with the rule that decides, in every cell", () => {
    const authorizer = new PolicyAuthorizer(policy);
    for (const role of roles) {
      const plants = policy.roles.get(role)?.scope === "plant" ? ["P1"] : ("*" as const);
      const principal = { clientId: PRINCIPAL, kind: "HUMAN", grants: [{ role, plants }] } as const;
      for (const { id: permission, resource } of permissions) {
        for (const { id, attributes } of objectsOf(resource).filter((object) => !object.id.startsWith("list"))) {
          const { decision, rules } = explainDecision(
            authorizer,
            principal,
            permission,
            attributes as Record<string, string>,
          );
          const isForbidden = rules.some(({ effect, verdict }) => effect === "PROHIBIT" && verdict !== "FALSE");
          const isGiven = rules.some(({ effect, verdict }) => effect === "ALLOW" && verdict === "TRUE");
          assert.equal(decision, isGiven && !isForbidden ? "ALLOW" : "DENY", `${role} ${permission} ${id}`);
        }
      }
    }
  });
});
