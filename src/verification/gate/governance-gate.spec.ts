import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readConfiguration } from "../../config/configuration.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { AskMatrix } from "../matrix/ask-matrix.js";
import type { MatrixQuestion } from "../matrix/matrix-question.js";
import { GovernanceGate } from "./governance-gate.js";

const REASON = "The evidence LINT is FAILED.";

describe("the gate of the contracts at can-i-deploy", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let matrix: AskMatrix;

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { ...readConfiguration({}), databaseUrl: testDatabase.url };
    database = await openDatabase(configuration, () => undefined);
    await database.pool.query(PARTICIPANTS);
    const contracts = {
      reasonsAgainst: (_line: object, version: string) => Promise.resolve(version === "1.1.0" ? [REASON] : []),
    };
    matrix = new AskMatrix(database.unitOfWork, [new GovernanceGate(database.unitOfWork, contracts)]);
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  it("turns the answer to no and names the reason", async () => {
    const { isDeployable, notices } = await matrix.ask(ask("orders-v1", "1.1.0"));
    assert.equal(isDeployable, false);
    assert.ok(
      notices.some(({ text }) => text.includes(REASON)),
      JSON.stringify(notices),
    );
  });

  it("knows the contract version in the number of a build", async () => {
    assert.equal((await matrix.ask(ask("orders-v1", "1.1.0+ae8e6fd"))).isDeployable, false);
  });

  it("lets a version pass against which nothing stands", async () => {
    assert.equal((await matrix.ask(ask("orders-v1", "1.0.0"))).isDeployable, true);
  });

  it("is not evaded by asking for a branch", async () => {
    const question = { ...ask("orders-v1", undefined), selectors: [{ participant: "orders-v1", branch: "feature" }] };
    assert.equal((await matrix.ask(question)).isDeployable, false);
  });

  it("gives the verdict of the pacts alone where that is the policy", async () => {
    assert.equal((await matrix.ask(ask("plain-v1", "1.1.0"))).isDeployable, true);
  });

  it("says nothing about participants that are no API", async () => {
    assert.equal((await matrix.ask(ask("mes", "1.1.0"))).isDeployable, true);
  });
});

function ask(participant: string, number: string | undefined): MatrixQuestion {
  const target = { kind: "environment", name: "production" } as const;
  return { selectors: [{ participant, number }], ignored: [], target, isLatestProviderOnly: false, shownMax: 100 };
}

const PARTICIPANTS = `
  WITH made AS (
    INSERT INTO il.pact_participant (name, policy)
    VALUES ('orders-v1', 'GOVERNED'), ('plain-v1', 'PACT_ONLY'), ('mes', 'GOVERNED') RETURNING id, name),
  branch AS (INSERT INTO il.pact_branch (participant_id, name) SELECT id, 'feature' FROM made RETURNING id, participant_id),
  environment AS (
    INSERT INTO il.pact_environment (id, name, is_production) VALUES (gen_random_uuid(), 'production', true)),
  versions AS (
    INSERT INTO il.pact_version (participant_id, number)
    SELECT id, number FROM made, unnest(ARRAY['1.0.0', '1.1.0', '1.1.0+ae8e6fd']) number RETURNING id, participant_id, number)
  INSERT INTO il.pact_branch_version (branch_id, version_id)
  SELECT branch.id, versions.id FROM branch JOIN versions USING (participant_id) WHERE number = '1.1.0'`;
