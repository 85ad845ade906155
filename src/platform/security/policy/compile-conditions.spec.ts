import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { makeTemporaryFolder } from "../../../../test/support/temporary-folder.js";
import { compilePolicy } from "./compile-policy.js";
import { loadPolicy, policyFolder } from "./load-policy.js";
import { PolicyError } from "./policy.js";

const PERMISSIONS = ["order:read", "order:hold", "contract:approve"];
const catalogue = {
  file: "permissions.yaml",
  content: { permissions: PERMISSIONS.map((id) => ({ id, description: id })) },
};
const resources = {
  file: "resources.yaml",
  content: {
    resources: [
      { id: "order", dimension: "plant", attributes: { state: "text", size: "number" }, readFields: ["id", "a.b"] },
      { id: "contract", dimension: "contract", attributes: { author: "text" } },
    ],
  },
};

interface Change {
  readonly role?: object;
  readonly prohibitions?: readonly object[];
  readonly conflicts?: readonly object[];
  readonly resources?: readonly object[];
}

function faultsOf(change: Change): string[] {
  const role = {
    id: "holder",
    title: "Holder",
    description: "Holds.",
    scope: "plant",
    permissions: ["order:read", "order:hold"],
    mustNever: ["contract:*"],
    ...change.role,
  };
  const given =
    change.resources === undefined ? resources : { file: "resources.yaml", content: { resources: change.resources } };
  try {
    compilePolicy(catalogue, [{ file: "roles/holder.yaml", content: role }], {
      resources: given,
      prohibitions: { file: "prohibitions.yaml", content: { prohibitions: change.prohibitions ?? [] } },
      conflicts: { file: "conflicts.yaml", content: { conflicts: change.conflicts ?? [] } },
    });
    return [];
  } catch (error) {
    assert.ok(error instanceof PolicyError, String(error));
    return error.findings.map(({ pointer, message }) => `${pointer}: ${message}`);
  }
}

const conditions = (when: object, permission = "order:hold"): Change => ({
  role: { conditions: [{ permission, when }] },
});
const prohibited = (when: object, permission = "contract:approve"): Change => {
  return { prohibitions: [{ id: "no-way", permissions: [permission], when, reason: "No." }] };
};

describe("conditions, prohibitions and field lists", () => {
  it("are taken when they are right", () => {
    assert.deepEqual(faultsOf(conditions({ state: { in: ["A"] }, size: { lte: 3, gt: 0 } })), []);
    assert.deepEqual(faultsOf(prohibited({ author: { eq: "$principal" } })), []);
    assert.deepEqual(faultsOf({ role: { fields: [{ permission: "order:read", except: ["a.b"] }] } }), []);
  });

  it("know no operator that combines, matches text or is CASL's", () => {
    for (const when of [
      { $or: [{ state: { eq: "A" } }] },
      { $not: { state: { eq: "A" } } },
      { state: { $eq: "A" } },
      { state: { regex: ".*" } },
      { state: { exists: true } },
      { state: "A" },
      { state: null },
      { state: {} },
      {},
    ]) {
      assert.notDeepEqual(faultsOf(conditions(when)), [], JSON.stringify(when));
      assert.notDeepEqual(faultsOf(prohibited(when)), [], JSON.stringify(when));
    }
  });

  it("speak only of attributes that the resource declares, in their type", () => {
    const message = (change: Change): string => faultsOf(change).join("\n");
    assert.match(
      message(prohibited({ autor: { eq: "$principal" } })),
      /contract has no attribute autor in resources.yaml; it has author/,
    );
    assert.match(message(conditions({ plantCode: { eq: "P1" } })), /no attribute plantCode/);
    assert.match(message(conditions({ state: { eq: 1 } })), /needs text values/);
    assert.match(message(conditions({ size: { eq: "1" } })), /needs number values/);
    assert.match(message(conditions({ state: { lt: "A" } })), /lt compares numbers, not text/);
    assert.match(message(conditions({ state: { eq: ["A"] } })), /eq: must be string,number,boolean/);
    assert.match(message(conditions({ state: { in: "A" } })), /in: must be array/);
    assert.notDeepEqual(faultsOf(conditions({ state: { in: [] } })), []);
    assert.notDeepEqual(faultsOf(conditions({ state: { in: [["A"]] } })), []);
    assert.notDeepEqual(faultsOf(conditions({ state: { eq: null } })), []);
  });

  it("belong to a permission that the role lists, once", () => {
    assert.match(
      faultsOf(conditions({ state: { eq: "A" } }, "contract:approve")).join("\n"),
      /does not list contract:approve/,
    );
    const twice = [1, 2].map((size) => ({ permission: "order:hold", when: { size: { eq: size } } }));
    assert.match(faultsOf({ role: { conditions: twice } }).join("\n"), /has an entry already/);
  });

  it("name members that the resource has, as a list of what is in or of what is out", () => {
    const fields = (list: object): string =>
      faultsOf({ role: { fields: [{ permission: "order:read", ...list }] } }).join("\n");
    assert.match(fields({ except: ["a.c"] }), /a.c is not among the readFields of order/);
    assert.notEqual(fields({}), "");
    assert.notEqual(fields({ only: ["id"], except: ["a.b"] }), "");
    assert.notEqual(fields({ only: [] }), "");
  });

  it("are refused where they could do nothing", () => {
    assert.match(
      faultsOf({ role: { permissions: ["contract:approve"], mustNever: ["order:*"] } }).join("\n"),
      /is about contracts, which a role of plants never reaches/,
    );
    assert.match(faultsOf({ role: { mayGrant: ["holder"] } }).join("\n"), /must not be given by its own holders/);
    assert.match(faultsOf({ role: { mayGrant: ["king"] } }).join("\n"), /there is no role king/);
    assert.match(
      faultsOf({ conflicts: [{ roles: ["holder", "king"], reason: "x" }] }).join("\n"),
      /there is no role king/,
    );
    const ghost = [{ id: "ghost", dimension: "plant", attributes: {} }];
    assert.match(faultsOf({ resources: ghost }).join("\n"), /no permission is about the resource ghost/);
    assert.match(
      faultsOf(prohibited({ author: { eq: "a" } }, "order:fly")).join("\n"),
      /order:fly is not in permissions.yaml/,
    );
  });
});

describe("the policy folder", () => {
  it("is not usable without one of its files", () => {
    for (const file of ["permissions.yaml", "resources.yaml", "prohibitions.yaml", "conflicts.yaml"]) {
      const folder = makeTemporaryFolder();
      try {
        cpSync(policyFolder, folder.path, { recursive: true });
        rmSync(join(folder.path, file));
        assert.throws(() => loadPolicy(folder.path), PolicyError, file);
      } finally {
        folder.remove();
      }
    }
  });
});
