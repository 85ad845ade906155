import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readConfiguration } from "../../../config/configuration.js";
import { systemClock } from "../../../kernel/clock.js";
import { InterlockError } from "../../../kernel/problem.js";
import { UlidFactory } from "../../../kernel/ulid.js";
import { ManualClock } from "../../../../test/support/security/manual-clock.js";
import { createTestDatabase } from "../../../../test/support/test-database.js";
import { AuditLog } from "../../audit/audit-log.js";
import { type Database, openDatabase } from "../../persistence/open-database.js";
import { loadPolicy } from "../policy/load-policy.js";
import { PolicyAuthorizer } from "../policy/policy-authorizer.js";
import type { Principal } from "../principal.js";
import { GiveGrant, type GrantActor, type GrantRequest } from "./give-grant.js";
import { GrantAuthority } from "./grant-authority.js";
import { GrantRegister } from "./grant-register.js";
import { GrantStore } from "./grant-store.js";
import { IdentityLinks } from "./identity-links.js";
import type { RegisteredGrant } from "./registered-grant.js";
import { RevokeGrant } from "./revoke-grant.js";
import { conflictsAmong } from "./role-conflicts.js";

const policy = loadPolicy();
const clock = new ManualClock();
const ids = new UlidFactory(systemClock);
const audit = new AuditLog(systemClock);

let database: Database;
let drop: () => Promise<void>;
let register: GrantRegister;
let authorizer: PolicyAuthorizer;
let store: GrantStore;
let giving: GiveGrant;
let revoking: RevokeGrant;
let links: IdentityLinks;

before(async () => {
  const testDatabase = await createTestDatabase();
  drop = () => testDatabase.drop();
  const configuration = readConfiguration({ INTERLOCK_DATABASE_URL: testDatabase.url });
  database = await openDatabase({ ...configuration, databaseConnections: 8 }, () => undefined);
  register = new GrantRegister(database.unitOfWork, clock);
  authorizer = new PolicyAuthorizer(policy, register, clock);
  store = new GrantStore(database.unitOfWork);
  const authority = new GrantAuthority(policy, register, clock);
  giving = new GiveGrant(database.unitOfWork, store, authority, policy, audit, { ids, clock });
  revoking = new RevokeGrant(database.unitOfWork, store, authority, audit);
  links = new IdentityLinks(database.unitOfWork, audit, ids);
  await client("chief", [{ role: "platform-admin", plants: "*" }]);
  await client("plant.admin", [{ role: "plant-admin", plants: ["P1"] }]);
  await insertPlant("P1", "S1");
  await insertPlant("P2", "S1");
});
after(async () => {
  await database.close();
  await drop();
});

async function client(clientId: string, grants: readonly object[]): Promise<void> {
  const statement = `INSERT INTO il.client (client_id, name, kind, secret_salt, secret_hash, grants) VALUES ($1, $1, 'HUMAN', '', '', $2)`;
  await database.unitOfWork.run((tx) => tx.query(statement, [clientId, JSON.stringify(grants)]));
}

async function insertPlant(plantCode: string, site: string): Promise<void> {
  const statement = `INSERT INTO il.plant_profile (plant_code, version, profile, checksum, applied_by) VALUES ($1, 1, $2, '', '')`;
  await database.unitOfWork.run((tx) => tx.query(statement, [plantCode, JSON.stringify({ site })]));
}

const principalOf = (clientId: string): Principal => ({ clientId, kind: "HUMAN", grants: [] });
const actorOf = (clientId: string): GrantActor => {
  return { principal: principalOf(clientId), correlationId: "C", traceparent: "" };
};

async function fresh(): Promise<void> {
  clock.advance(1);
  await register.keepFresh();
}

async function give(by: string, change: Partial<GrantRequest>): Promise<RegisteredGrant> {
  await fresh();
  const request: GrantRequest = {
    principal: "ann",
    role: "planner",
    scope: { kind: "PLANT", values: ["P1"] },
    validFrom: null,
    validTo: null,
    reason: "needs it",
    ...change,
  };
  return await giving.give(request, actorOf(by));
}

async function mayRead(clientId: string, plantCode: string): Promise<boolean> {
  await fresh();
  return authorizer.isAllowed(principalOf(clientId), "order:read", plantCode);
}

async function refused(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof InterlockError, String(error));
  return error.code;
}

describe("grants", () => {
  it("take effect and end within a second, in every process, with an audit entry each", async () => {
    const { id } = await give("chief", { principal: "bea" });
    assert.deepEqual([await mayRead("bea", "P1"), await mayRead("bea", "P2")], [true, false]);
    await revoking.revoke(id, "left", actorOf("chief"));
    assert.equal(await mayRead("bea", "P1"), false);
    const entries = await database.unitOfWork.read<{ action: string }>(
      "SELECT action FROM il.audit_entry WHERE resource_type = 'grant' AND resource_id = $1 ORDER BY id",
      [id],
    );
    assert.deepEqual(
      entries.map(({ action }) => action),
      ["grant:create", "grant:revoke"],
    );
    assert.equal(await refused(revoking.revoke(id, "again", actorOf("chief"))), "GRANT_UNKNOWN");
  });

  it("give nothing before their time and nothing after it", async () => {
    const inHours = (hours: number): string => new Date(clock.now().getTime() + hours * 3_600_000).toISOString();
    await give("chief", { principal: "tim", validFrom: inHours(1), validTo: inHours(2) });
    assert.equal(await mayRead("tim", "P1"), false);
    clock.advance(3600);
    assert.equal(await mayRead("tim", "P1"), true);
    clock.advance(3600);
    assert.equal(authorizer.isAllowed(principalOf("tim"), "order:read", "P1"), false);
    assert.equal(await refused(give("chief", { principal: "tim", validTo: "2020-01-01T00:00:00Z" })), "GRANT_INVALID");
  });

  it("of a site reach its plants, also those that join it later", async () => {
    await give("chief", { principal: "sue", scope: { kind: "SITE", values: ["S1"] } });
    assert.deepEqual(
      [await mayRead("sue", "P1"), await mayRead("sue", "P2"), await mayRead("sue", "P3")],
      [true, true, false],
    );
    await insertPlant("P3", "S1");
    assert.equal(await mayRead("sue", "P3"), true);
  });

  it("of a client's record are in the register, and follow the record", async () => {
    await client("mes", [{ role: "mes-service", plants: ["P1"] }]);
    assert.equal(await mayRead("mes", "P1"), true);
    await database.unitOfWork.run((tx) =>
      tx.query(`UPDATE il.client SET grants = '[{"role":"mes-service","plants":["P2"]}]' WHERE client_id = 'mes'`),
    );
    assert.deepEqual([await mayRead("mes", "P1"), await mayRead("mes", "P2")], [false, true]);
  });

  it("of a principal that the register knows are those of the register, whatever a token says", async () => {
    await fresh();
    const forged: Principal = { clientId: "mes", kind: "SERVICE", grants: [{ role: "auditor", plants: "*" }] };
    assert.equal(authorizer.isAllowed(forged, "audit:read", undefined), false);
    const foreign: Principal = { clientId: "never.seen", kind: "SERVICE", grants: [{ role: "auditor", plants: "*" }] };
    assert.equal(authorizer.isAllowed(foreign, "audit:read", undefined), true);
  });

  it("are given by nobody to himself, under no account of his", async () => {
    await client("chief.service", [{ role: "platform-admin", plants: "*" }]);
    await links.declare(
      { principal: "chief.service", other: "chief", kind: "OWNED_BY", reason: "his" },
      actorOf("chief"),
    );
    for (const principal of ["chief", "chief.service"]) {
      assert.equal(await refused(give("chief", { principal })), "FOUR_EYES_REQUIRED", principal);
    }
  });

  it("are given by a plant's administrator in his plant and below himself only", async () => {
    assert.equal((await give("plant.admin", { principal: "pat" })).grantedBy, "plant.admin");
    const forbidden: Partial<GrantRequest>[] = [
      { scope: { kind: "PLANT", values: ["P2"] } },
      { scope: { kind: "PLANT", values: ["P1", "P2"] } },
      { scope: { kind: "SITE", values: ["S1"] } },
      { role: "plant-admin" },
      { role: "integration-operator" },
      { role: "auditor", scope: { kind: "ENTERPRISE", values: [] } },
    ];
    for (const change of forbidden) {
      assert.equal(
        await refused(give("plant.admin", { principal: "pat", ...change })),
        "FORBIDDEN_GRANT",
        JSON.stringify(change),
      );
    }
    const { id } = await give("chief", { principal: "pete", scope: { kind: "PLANT", values: ["P2"] } });
    assert.equal(await refused(revoking.revoke(id, "not mine", actorOf("plant.admin"))), "GRANT_UNKNOWN");
    assert.equal(await refused(give("mes", { principal: "pat" })), "FORBIDDEN_GRANT");
  });

  it("never bring conflicting roles together, also through another account and also at once", async () => {
    await links.declare({ principal: "kim.private", other: "kim", kind: "ALIAS", reason: "hers" }, actorOf("chief"));
    await give("chief", { principal: "kim" });
    const quality = { principal: "kim.private", role: "quality-engineer" };
    assert.equal(await refused(give("chief", quality)), "GRANT_CONFLICT");
    assert.ok(
      await give("chief", { ...quality, scope: { kind: "PLANT", values: ["P2"] } }),
      "other plants do not meet",
    );
    await fresh();
    for (let round = 0; round < 20; round++) {
      const principal = `racer.${round}`;
      const results = await Promise.allSettled([
        give("chief", { principal }),
        give("chief", { principal, role: "quality-engineer" }),
      ]);
      assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1, principal);
    }
  });

  it("that conflict since before are in the report", async () => {
    await client("old", [
      { role: "auditor", plants: "*" },
      { role: "integration-operator", plants: ["P1"] },
    ]);
    const granted = (await store.byPerson()).filter(({ person }) => person === "old").map(({ grant }) => grant);
    assert.deepEqual(
      conflictsAmong(policy, granted).map(({ reason }) => reason),
      ["Who changes the flows does not audit them."],
    );
  });

  it("are refused with a word about each fault", async () => {
    const faults: [Partial<GrantRequest>, RegExp][] = [
      [{ role: "king" }, /no role king; there are api-owner/],
      [{ scope: { kind: "ENTERPRISE", values: [] } }, /planner is granted for plants or sites/],
      [{ scope: { kind: "PLANT", values: [] } }, /list 1 to 1000/],
      [{ scope: { kind: "PLANT", values: ["P 1"] } }, /no plant/],
      [{ reason: " " }, /reason/],
      [{ principal: "a b" }, /principal/],
    ];
    for (const [change, message] of faults) await assert.rejects(give("chief", change), message);
  });

  it("cannot be changed or removed by hand, only be revoked", async () => {
    const { id } = await give("chief", { principal: "han" });
    const attempts = [
      `UPDATE il.role_grant SET role = 'auditor' WHERE id = '${id}'`,
      `UPDATE il.role_grant SET valid_to = NULL, scope_values = '{P9}' WHERE id = '${id}'`,
      `DELETE FROM il.role_grant WHERE id = '${id}'`,
      "TRUNCATE il.role_grant",
      `INSERT INTO il.role_grant (id, principal, role, scope_kind, source, granted_by, reason)
       VALUES ('x', 'chief', 'auditor', 'ENTERPRISE', 'REGISTER', 'chief', 'mine')`,
    ];
    for (const statement of attempts) {
      await assert.rejects(
        database.unitOfWork.run((tx) => tx.query(statement)),
        /append-only|only be revoked|himself/,
      );
    }
  });

  it("stay known for a minute when the database is away, and count for nothing after it", async () => {
    let isAway = false;
    const reads = {
      read: <Row>(statement: string, values?: readonly unknown[]): Promise<Row[]> =>
        isAway ? Promise.reject(new Error("away")) : database.unitOfWork.read<Row>(statement, values),
    };
    const own = new GrantRegister(reads, clock);
    await own.keepFresh();
    isAway = true;
    clock.advance(59);
    await own.keepFresh();
    clock.advance(2);
    await assert.rejects(async () => own.keepFresh(), /away/);
  });
});
