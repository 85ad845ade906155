import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compilePolicy } from "./compile-policy.js";
import { loadPolicy } from "./load-policy.js";
import { PolicyError } from "./policy.js";
import type { PolicyDocument } from "./policy-documents.js";

const catalogue: PolicyDocument = {
  file: "permissions.yaml",
  content: {
    permissions: [
      { id: "order:read", description: "Read." },
      { id: "order:release", description: "Release." },
    ],
  },
};

const reader = {
  id: "reader",
  title: "Reader",
  description: "Reads.",
  scope: "plant",
  permissions: ["order:read"],
  mustNever: ["*:release"],
};

function role(members: Readonly<Record<string, unknown>>, file = "roles/reader.yaml"): PolicyDocument {
  return { file, content: { ...reader, ...members } };
}

function findingsOf(roles: readonly PolicyDocument[], permissions: PolicyDocument = catalogue): string[] {
  try {
    compilePolicy(permissions, roles);
  } catch (error) {
    assert.ok(error instanceof PolicyError, String(error));
    return error.findings.map(({ pointer, message }) => `${pointer}: ${message}`);
  }
  return [];
}

describe("compilePolicy", () => {
  it("accepts the policy the product ships with, with its roles", () => {
    assert.deepEqual(
      [...loadPolicy().roles.keys()],
      [
        "api-owner",
        "auditor",
        "contract-architect",
        "edge-agent",
        "erp-service",
        "governance-lead",
        "integration-operator",
        "mes-service",
        "pipeline",
        "planner",
        "plant-admin",
        "platform-admin",
        "quality-engineer",
        "quality-service",
        "wms-service",
      ],
    );
  });

  it("refuses a member it does not know, such as a rule that says deny", () => {
    assert.deepEqual(findingsOf([role({ deny: ["order:release"] })]), [
      `roles/reader.yaml#: unknown member "deny"; remove or rename it`,
    ]);
  });

  it("refuses null and missing members instead of reading them as unrestricted", () => {
    assert.deepEqual(findingsOf([role({ scope: null })]), [
      "roles/reader.yaml#/scope: must be one of plant, enterprise",
    ]);
    assert.deepEqual(findingsOf([role({ permissions: undefined })]), [
      "roles/reader.yaml#: must have required property 'permissions'",
    ]);
  });

  it("refuses a permission that the catalogue does not list", () => {
    assert.deepEqual(findingsOf([role({ permissions: ["order:raed"] })]), [
      "roles/reader.yaml#/permissions/0: order:raed is not in permissions.yaml",
    ]);
  });

  it("refuses names that are wildcards to CASL", () => {
    for (const id of ["order:manage", "all:read"]) {
      const content = { permissions: [{ id, description: "Everything." }] };
      assert.equal(findingsOf([role({})], { file: "permissions.yaml", content }).length, 1, id);
    }
    assert.match(findingsOf([role({ permissions: ["*:read"] })])[0] ?? "", /^roles\/reader.yaml#\/permissions\/0/);
  });

  it("refuses a role that holds what it must never hold", () => {
    assert.deepEqual(findingsOf([role({ permissions: ["order:read", "order:release"] })]), [
      "roles/reader.yaml#/mustNever/0: role reader must never hold order:release, but lists it",
    ]);
  });

  it("refuses a mustNever that guards nothing", () => {
    assert.deepEqual(findingsOf([role({ mustNever: ["ordr:release"] })]), [
      "roles/reader.yaml#/mustNever/0: ordr:release matches no permission of permissions.yaml",
    ]);
  });

  it("refuses a role or a permission declared twice, and a file named unlike its role", () => {
    assert.deepEqual(findingsOf([role({}), role({}, "roles/copy.yaml")]), [
      "roles/copy.yaml#/id: the file of role reader must be named reader.yaml",
      "roles/copy.yaml#/id: role reader is declared twice",
    ]);
    const twice = { permissions: [reader, reader].map(() => ({ id: "order:read", description: "Read." })) };
    assert.deepEqual(findingsOf([role({})], { file: "permissions.yaml", content: twice }), [
      "permissions.yaml#/permissions/1/id: permission order:read is declared twice",
    ]);
  });

  it("refuses a policy without a role, and lists the faults of all files at once", () => {
    assert.deepEqual(findingsOf([]), ["roles: there is no role file"]);
    const faults = findingsOf([role({ permissions: ["a:b"] }), role({ id: "x", scope: "site" }, "roles/x.yaml")]);
    assert.deepEqual(
      faults.map((fault) => fault.split("#")[0]),
      ["roles/reader.yaml", "roles/x.yaml", "roles/x.yaml"],
    );
  });

  it("gives policies that decide differently different digests", () => {
    const digest = (members: Readonly<Record<string, unknown>>): string =>
      compilePolicy(catalogue, [role(members)]).digest;
    assert.equal(digest({}), digest({ title: "Somebody who reads" }));
    assert.notEqual(digest({}), digest({ scope: "enterprise" }));
    assert.notEqual(digest({}), digest({ permissions: ["order:release"], mustNever: ["order:read"] }));
  });
});
