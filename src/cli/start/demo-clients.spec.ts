import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { makeTemporaryFolder } from "../../../test/support/temporary-folder.js";
import { type Configuration, readConfiguration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { withClient } from "../../platform/persistence/connect-client.js";
import { readCredentialsFile, writeCredentialsFile } from "../credentials-file.js";
import { demoClients, makeDemoClients } from "./demo-clients.js";

describe("makeDemoClients", () => {
  const folder = makeTemporaryFolder();
  const plants = ["P100"];
  const file = join(folder.path, "credentials.json");
  let database: TestDatabase;
  let configuration: Configuration;

  before(async () => {
    database = await createTestDatabase();
    configuration = {
      ...readConfiguration({ INTERLOCK_DATA_DIR: folder.path, INTERLOCK_DATABASE_CONNECTIONS: "6" }),
      databaseUrl: database.url,
    };
    await makeDemoClients(configuration, plants, systemClock);
  });
  after(async () => {
    await database.drop();
    folder.remove();
  });

  const stored = async (): Promise<unknown[]> =>
    await withClient(database.url, async (client) => {
      return (await client.query<object>("SELECT client_id, secret_hash FROM il.client ORDER BY 1")).rows;
    });

  it("gives each client its own random secret in a file only its owner can read", () => {
    const secrets = Object.values(readCredentialsFile(file).clients).map(({ clientSecret }) => clientSecret);
    assert.equal(secrets.length, demoClients(plants).length);
    assert.equal(new Set(secrets).size, secrets.length);
    assert.ok(secrets.every((secret) => secret.length >= 32));
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it("records each client in the audit and never its secret", async () => {
    const { rows } = await withClient(database.url, (client) =>
      client.query<{ entry: string }>("SELECT entry::text FROM il.audit_entry WHERE action = 'client:create'"),
    );
    assert.equal(rows.length, demoClients(plants).length);
    const audit = rows.map((row) => row.entry).join();
    for (const { clientSecret } of Object.values(readCredentialsFile(file).clients)) {
      assert.ok(!audit.includes(clientSecret));
    }
  });

  it("changes nothing on the next start", async () => {
    const state = [await stored(), readFileSync(file, "utf8")];
    await makeDemoClients(configuration, plants, systemClock);
    assert.deepEqual([await stored(), readFileSync(file, "utf8")], state);
  });

  it("gives a client whose secret was lost a new one and leaves the others alone", async () => {
    const { operator, ...others } = readCredentialsFile(file).clients;
    writeCredentialsFile(file, { clients: others });
    await makeDemoClients(configuration, plants, systemClock);
    const { clients } = readCredentialsFile(file);
    assert.notEqual(clients["operator"]?.clientSecret, operator?.clientSecret);
    assert.deepEqual({ ...clients, operator: undefined }, { ...others, operator: undefined });
  });

  it("gives the MES a plant that was added", async () => {
    await makeDemoClients(configuration, ["P100", "P300"], systemClock);
    const { rows } = await withClient(database.url, (client) =>
      client.query("SELECT grants FROM il.client WHERE client_id = 'mes-simulator'"),
    );
    assert.deepEqual(rows, [{ grants: [{ role: "mes-service", plants: ["P100", "P300"] }] }]);
  });

  it("refuses a damaged file instead of replacing it", async () => {
    writeFileSync(file, "{");
    await assert.rejects(makeDemoClients(configuration, plants, systemClock), /credentials.json cannot be read/);
  });
});
