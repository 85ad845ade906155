import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readConfiguration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { AuditLog } from "../../platform/audit/public.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { AskMatrix } from "../matrix/ask-matrix.js";
import type { MatrixQuestion } from "../matrix/matrix-question.js";
import { ParticipantPolicies } from "../policy/participant-policies.js";
import { type ContractReason, GovernanceGate } from "./governance-gate.js";

const ACTOR = { clientId: "lead", kind: "HUMAN", correlationId: "c", traceparent: "t" } as const;
const REASONS: readonly ContractReason[] = [
  { check: "LINT", text: "The evidence LINT is FAILED." },
  { check: "APPROVAL", text: "Nobody has approved it." },
];

describe("the gate of the contracts at can-i-deploy", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let matrix: AskMatrix;
  let policies: ParticipantPolicies;

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { ...readConfiguration({}), databaseUrl: testDatabase.url };
    database = await openDatabase(configuration, () => undefined);
    await database.pool.query(PARTICIPANTS);
    const contracts = {
      reasonsAgainst: (_line: object, version: string) => Promise.resolve(version === "1.1.0" ? REASONS : []),
    };
    matrix = new AskMatrix(database.unitOfWork, [new GovernanceGate(database.unitOfWork, contracts)]);
    policies = new ParticipantPolicies(database.unitOfWork, new AuditLog(systemClock));
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  it("turns the answer to no and names each reason", async () => {
    const { isDeployable, notices } = await matrix.ask(ask("orders-v1", "1.1.0"));
    assert.equal(isDeployable, false);
    for (const { text } of REASONS) assert.ok(notices.some((notice) => notice.text.includes(text)));
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
    await policies.set("plain-v1", ["PACT"], "a pilot", ACTOR);
    assert.equal((await matrix.ask(ask("plain-v1", "1.1.0"))).isDeployable, true);
    await policies.set("plain-v1", null, "the pilot is over", ACTOR);
    assert.equal((await matrix.ask(ask("plain-v1", "1.1.0"))).isDeployable, false);
  });

  it("counts the reasons of the required checks only", async () => {
    await policies.set("plain-v1", ["PACT", "LINT"], "no approvals here", ACTOR);
    const { reason } = await matrix.ask(ask("plain-v1", "1.1.0"));
    assert.match(reason, /LINT is FAILED/);
    assert.doesNotMatch(reason, /approved/);
    await policies.set("plain-v1", ["PACT", "DIFF"], "no rules here", ACTOR);
    assert.equal((await matrix.ask(ask("plain-v1", "1.1.0"))).isDeployable, true);
  });

  it("wants the results of a provider's own tests where they are required", async () => {
    await policies.set("mes", ["PACT", "SELF_VERIFICATION"], "it tests itself", ACTOR);
    assert.match((await matrix.ask(ask("mes", "1.0.0"))).reason, /published no results/);
    await database.pool.query(PUBLISH_RESULTS, ["1.0.0", false]);
    assert.match((await matrix.ask(ask("mes", "1.0.0"))).reason, /failed its own tests/);
    await database.pool.query(PUBLISH_RESULTS, ["1.1.0", true]);
    assert.equal((await matrix.ask(ask("mes", "1.1.0"))).isDeployable, true);
    await policies.set("mes", null, "enough", ACTOR);
    assert.equal((await matrix.ask(ask("mes", "1.0.0"))).isDeployable, true);
  });

  it("refuses checks that protect nobody, that are unknown or that the participant cannot have", async () => {
    for (const [checks, fault] of [
      [["SELF_VERIFICATION"], /PACT or COMPARISON/],
      [["PACT", "TRUST"], /TRUST/],
      [["PACT", "LINT"], /only an API has/],
      [["PACT", "PACT"], /once/],
    ] as const) {
      await assert.rejects(policies.set("mes", checks, "no", ACTOR), fault);
    }
    await assert.rejects(policies.set("nobody", ["PACT"], "no", ACTOR), /nobody/);
  });

  it("keeps an audit entry of each change, with what was before and why", async () => {
    const { rows } = await database.pool.query<{ entry: object }>(AUDITED);
    assert.deepEqual(
      rows.map(({ entry }) => entry),
      [
        { action: "pact:govern", reason: "a pilot", was: true, is: '["PACT"]' },
        { action: "pact:govern", reason: "the pilot is over", was: false, is: CHECKS_OF_API },
      ],
    );
  });
});

function ask(participant: string, number: string | undefined): MatrixQuestion {
  const target = { kind: "environment", name: "production" } as const;
  return { selectors: [{ participant, number }], ignored: [], target, isLatestProviderOnly: false, shownMax: 100 };
}

const CHECKS_OF_API = '["PACT","COMPARISON","LINT","DIFF","APPROVAL"]';

const AUDITED = `
  SELECT json_build_object('action', action, 'reason', entry ->> 'reason',
    'was', (entry -> 'before' ->> 'isDefault')::boolean, 'is', (entry -> 'after' -> 'requiredChecks')::text) AS entry
  FROM il.audit_entry WHERE resource_id = 'plain-v1' ORDER BY id LIMIT 2`;

const PUBLISH_RESULTS = `
  INSERT INTO il.pact_provider_contract (provider_version_id, sha256, content_type, specification, body, self_verification)
  SELECT v.id, 'x', 'application/yaml', 'oas', 'openapi: 3.1.0', json_build_object('success', $2::boolean)
  FROM il.pact_version v JOIN il.pact_participant p ON p.id = v.participant_id WHERE p.name = 'mes' AND v.number = $1`;

const PARTICIPANTS = `
  WITH made AS (
    INSERT INTO il.pact_participant (name) VALUES ('orders-v1'), ('plain-v1'), ('mes') RETURNING id, name),
  branch AS (INSERT INTO il.pact_branch (participant_id, name) SELECT id, 'feature' FROM made RETURNING id, participant_id),
  environment AS (
    INSERT INTO il.pact_environment (id, name, is_production) VALUES (gen_random_uuid(), 'production', true)),
  versions AS (
    INSERT INTO il.pact_version (participant_id, number)
    SELECT id, number FROM made, unnest(ARRAY['1.0.0', '1.1.0', '1.1.0+ae8e6fd']) number RETURNING id, participant_id, number)
  INSERT INTO il.pact_branch_version (branch_id, version_id)
  SELECT branch.id, versions.id FROM branch JOIN versions USING (participant_id) WHERE number = '1.1.0'`;
