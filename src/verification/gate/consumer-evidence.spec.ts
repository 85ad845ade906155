import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { readConfiguration } from "../../config/configuration.js";
import { projectRoot } from "../../config/project-root.js";
import { systemClock } from "../../kernel/clock.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { type ContractFile, bundleContract } from "../../registry/public.js";
import { JudgeConsumers } from "../comparison/judge-consumers.js";
import { ThreadedExampleComparison } from "../comparison/threaded-example-comparison.js";
import { ConsumerEvidence } from "./consumer-evidence.js";
import { LiveConsumers } from "./live-consumers.js";

const LINE = { kind: "openapi", name: "production-order", major: "v1" } as const;
const ENTRY = "openapi/production-order/v1.yaml";
const PACT = JSON.stringify({
  interactions: [
    {
      type: "Synchronous/HTTP",
      description: "reads when something was recorded",
      request: {
        method: "GET",
        path: "/production-order/v1/orders/P100/1000042/timeline",
        headers: { Authorization: ["Bearer t"] },
      },
      response: {
        status: 200,
        headers: { "Content-Type": ["application/json"] },
        body: {
          content: { items: [{ at: "2026-11-23T08:00:00.000Z", title: "Released" }] },
          contentType: "application/json",
          encoded: false,
        },
        matchingRules: { body: { $: { combine: "AND", matchers: [{ match: "type" }] } } },
      },
    },
  ],
  metadata: { pactSpecification: { version: "4.0" } },
});

describe("the evidence of the consumers", () => {
  const examples = new ThreadedExampleComparison();
  let testDatabase: TestDatabase;
  let database: Database;
  let evidence: ConsumerEvidence;

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { ...readConfiguration({}), databaseUrl: testDatabase.url };
    database = await openDatabase(configuration, () => undefined);
    evidence = new ConsumerEvidence(new LiveConsumers(database.unitOfWork), new JudgeConsumers(examples), systemClock);
  });
  after(async () => {
    await examples.close();
    await database.close();
    await testDatabase.drop();
  });

  it("passes where nobody uses the API, and says that nobody was asked", async () => {
    const { verdict, details } = await evidence.produce(subject());
    assert.equal(verdict, "PASSED");
    assert.deepEqual(details["consumers"], []);
  });

  it("passes a candidate that changes what no consumer reads", async () => {
    await database.pool.query(CONSUMERS, [PACT]);
    const { verdict, findings, details } = await evidence.produce(subject(forgetsTraceId));
    assert.deepEqual(findings, []);
    assert.equal(verdict, "PASSED");
    assert.deepEqual(details["consumers"], [
      { consumer: "mes", version: "4.2.0", plants: ["P100", "P200"] },
      { consumer: "quality", version: "1.1.0", plants: [] },
    ]);
    assert.notDeepEqual(details["breakingForNobody"], []);
  });

  it("fails a candidate that no longer promises what consumers read, and names them and their plants", async () => {
    const { verdict, findings, risk } = await evidence.produce(subject(forgetsTitle));
    assert.equal(verdict, "FAILED");
    assert.equal(risk, "BREAKING");
    assert.deepEqual(findings[0]?.consumers, ["mes 4.2.0", "quality 1.1.0"]);
    assert.deepEqual(findings[0].plants, ["P100", "P200"]);
    assert.match(findings[0].message, /mes 4\.2\.0, quality 1\.1\.0 \(runs in P100, P200\)/);
  });

  it("gives the same item for the same subject", async () => {
    const items = [await evidence.produce(subject(forgetsTitle)), await evidence.produce(subject(forgetsTitle))];
    assert.deepEqual(items[0], items[1]);
  });
});

type Change = (schemas: ContractFile) => void;

const forgetsTitle: Change = (schemas) => makeOptional(schemas, "title");
const forgetsTraceId: Change = (schemas) => makeOptional(schemas, "kind");

function makeOptional(schemas: ContractFile, member: string): void {
  const entry = (schemas["$defs"] as Record<string, { required: string[] }>)["TimelineEntry"];
  assert.ok(entry !== undefined && entry.required.includes(member));
  entry.required = entry.required.filter((name) => name !== member);
}

function subject(change: Change = () => undefined) {
  const base = bundleContract(LINE, readContract);
  const candidate = bundleContract(LINE, (file) => {
    const document = structuredClone(readContract(file));
    if (file === "schemas/production-order.yaml") change(document);
    return document;
  });
  return { candidate, served: [{ entry: { line: ENTRY.replace(".yaml", "") }, bundle: base }] };
}

function readContract(file: string): ContractFile {
  return parse(readFileSync(join(projectRoot, "contracts", file), "utf8")) as ContractFile;
}

/** An MES in two plants, an older version of it that runs nowhere, and a quality system of which no deployment is known. */
const CONSUMERS = `
  WITH made AS (
    INSERT INTO il.pact_participant (name) VALUES ('production-order-v1'), ('mes'), ('quality') RETURNING id, name),
  provider AS (SELECT id FROM made WHERE name = 'production-order-v1'),
  pairs AS (
    INSERT INTO il.pact_integration (provider_id, consumer_id)
    SELECT provider.id, made.id FROM provider, made WHERE made.id <> provider.id),
  contents AS (
    INSERT INTO il.pact_content (consumer_id, provider_id, sha, spec_version, body, interaction_count, message_count)
    SELECT made.id, provider.id, repeat('b', 40), '4.0', $1, 1, 0 FROM provider, made WHERE made.id <> provider.id
    RETURNING id, consumer_id, provider_id),
  versions AS (
    INSERT INTO il.pact_version (participant_id, number)
    SELECT made.id, number FROM made
    JOIN (VALUES ('mes', '4.1.0'), ('mes', '4.2.0'), ('quality', '1.0.0'), ('quality', '1.1.0')) v (name, number) USING (name)
    RETURNING id, participant_id, number),
  published AS (
    INSERT INTO il.pact_publication (consumer_version_id, provider_id, consumer_id, content_id)
    SELECT versions.id, provider_id, consumer_id, contents.id
    FROM versions JOIN contents ON contents.consumer_id = versions.participant_id),
  environment AS (
    INSERT INTO il.pact_environment (id, name, is_production) VALUES (gen_random_uuid(), 'plants', true) RETURNING id)
  INSERT INTO il.pact_environment_version (id, environment_id, participant_id, version_id, kind, instance, started_at)
  SELECT gen_random_uuid(), environment.id, participant_id, versions.id, 'DEPLOYED', plant, now()
  FROM versions, environment, unnest(ARRAY['P100', 'P200']) plant WHERE number = '4.2.0'`;
