import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { InterlockError } from "../../../kernel/problem.js";
import type { Tx } from "../../persistence/unit-of-work.js";
import {
  createSecurityApplication,
  type SecurityApplication,
} from "../../../../test/support/security/security-application.js";
import { ClientDirectory } from "./client-directory.js";
import { isSecretOf } from "./client-secret.js";
import { type ClientDefinition, ClientStore } from "./client-store.js";

const CHANGE = { actor: "operator", correlationId: "test-1" };

function definition(clientId: string): ClientDefinition {
  return { clientId, name: "MES of P100", kind: "SERVICE", grants: [{ role: "mes-service", plants: ["P100"] }] };
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof InterlockError && error.code === code;
}

describe("ClientStore", () => {
  let security: SecurityApplication;
  let store: ClientStore;
  let directory: ClientDirectory;

  before(async () => {
    security = await createSecurityApplication();
    store = security.app.get(ClientStore);
    directory = new ClientDirectory(security.database.unitOfWork);
  });

  after(() => security.close());

  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => security.database.unitOfWork.run(work);
  const auditOf = (clientId: string) =>
    security.database.unitOfWork.read<{
      actor: string;
      action: string;
      correlation_id: string;
      entry: Record<string, unknown>;
    }>(
      "SELECT actor, action, correlation_id, entry FROM il.audit_entry WHERE resource_type = 'client' AND resource_id = $1 ORDER BY id",
      [clientId],
    );

  it("keeps a client with a hash in place of its secret, which is told once", async () => {
    const { clientSecret } = await run((tx) => store.create(tx, definition("mes-a"), CHANGE));
    const stored = await directory.find("mes-a");
    assert.ok(stored !== undefined && (await isSecretOf(clientSecret, stored.secret)));
    assert.deepEqual([stored.kind, stored.grants, stored.isDisabled], ["SERVICE", definition("mes-a").grants, false]);
    const [record] = (await run((tx) => store.list(tx))).filter(({ clientId }) => clientId === "mes-a");
    assert.deepEqual(record, { ...definition("mes-a"), createdAt: security.clock.now(), disabledAt: undefined });
  });

  it("writes an audit entry with every change, and never a secret", async () => {
    const first = await run((tx) => store.create(tx, definition("mes-b"), CHANGE));
    const grants = [{ role: "auditor", plants: "*" as const }];
    const second = await run((tx) => store.replace(tx, { ...definition("mes-b"), grants }, CHANGE));
    await run((tx) => store.disable(tx, "mes-b", CHANGE));
    const entries = await auditOf("mes-b");
    assert.deepEqual(
      entries.map(({ action, actor, correlation_id: id }) => [action, actor, id]),
      [
        ["client:create", "operator", "test-1"],
        ["client:replace", "operator", "test-1"],
        ["client:disable", "operator", "test-1"],
      ],
    );
    assert.deepEqual(entries[1]?.entry["before"], {
      name: "MES of P100",
      kind: "SERVICE",
      grants: definition("mes-b").grants,
    });
    assert.deepEqual(entries[1]?.entry["after"], { name: "MES of P100", kind: "SERVICE", grants });
    const text = JSON.stringify(entries);
    for (const { clientSecret } of [first, second]) assert.ok(!text.includes(clientSecret));
    assert.ok(!text.includes("scrypt"));
  });

  it("leaves neither client nor entry when the transaction fails", async () => {
    const failing = run(async (tx) => {
      await store.create(tx, definition("mes-c"), CHANGE);
      throw new Error("something later failed");
    });
    await assert.rejects(failing, /something later failed/);
    assert.equal(await directory.find("mes-c"), undefined);
    assert.deepEqual(await auditOf("mes-c"), []);
  });

  it("gives a replaced client a new secret and enables it, and makes the old secret worthless", async () => {
    const old = await run((tx) => store.create(tx, definition("mes-d")));
    await run((tx) => store.disable(tx, "mes-d"));
    assert.equal((await directory.find("mes-d"))?.isDisabled, true);
    const renewed = await run((tx) => store.replace(tx, definition("mes-d")));
    const stored = await directory.find("mes-d");
    assert.ok(stored !== undefined && !stored.isDisabled);
    assert.deepEqual(
      [await isSecretOf(old.clientSecret, stored.secret), await isSecretOf(renewed.clientSecret, stored.secret)],
      [false, true],
    );
  });

  it("creates a client once, also when two do it at the same time", async () => {
    const outcomes = await Promise.allSettled([1, 2].map(() => run((tx) => store.create(tx, definition("mes-e")))));
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
    await assert.rejects(
      run((tx) => store.create(tx, definition("mes-e"))),
      hasCode("CLIENT_EXISTS"),
    );
    assert.equal((await auditOf("mes-e")).length, 1);
  });

  it("refuses a client whose id differs from another's by case only", async () => {
    await run((tx) => store.create(tx, definition("mes-f")));
    for (const clientId of ["MES-F", "Mes-f"]) {
      await assert.rejects(
        run((tx) => store.create(tx, definition(clientId))),
        hasCode("CLIENT_EXISTS"),
      );
      assert.equal(await directory.find(clientId), undefined);
      assert.deepEqual(await auditOf(clientId), []);
    }
  });

  it("knows no client that is not there", async () => {
    await assert.rejects(
      run((tx) => store.replace(tx, definition("ghost"))),
      hasCode("CLIENT_UNKNOWN"),
    );
    await assert.rejects(
      run((tx) => store.disable(tx, "ghost")),
      hasCode("CLIENT_UNKNOWN"),
    );
    assert.equal(await run((tx) => store.find(tx, "ghost")), undefined);
    assert.equal(await directory.find("ghost\u0000"), undefined);
  });

  it("refuses clients and grants that the policy does not know, naming each fault", async () => {
    const faulty: ClientDefinition = {
      clientId: "no spaces",
      name: " ",
      kind: "SERVICE",
      grants: [
        { role: "root", plants: "*" },
        { role: "planner", plants: "*" },
        { role: "auditor", plants: "*" },
      ],
    };
    await assert.rejects(
      run((tx) => store.create(tx, faulty)),
      (error: unknown) => {
        assert.ok(error instanceof InterlockError);
        assert.equal(error.code, "CLIENT_INVALID");
        assert.deepEqual(
          error.details.errors?.map(({ pointer }) => pointer),
          ["/clientId", "/name", "/grants/0", "/grants/1"],
        );
        return true;
      },
    );
    await assert.rejects(
      run((tx) => store.create(tx, { ...definition("mes-f"), grants: [{ role: "planner", plants: [] }] })),
      hasCode("CLIENT_INVALID"),
    );
  });
});
