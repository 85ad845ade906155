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
/** Of the contract as it is now. */
const VERSION = (readContract(ENTRY)["info"] as { readonly version: string }).version;
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
    const { unitOfWork } = database;
    const consumers = new LiveConsumers(async (statement, values) => await unitOfWork.read(statement, values));
    evidence = new ConsumerEvidence(consumers, new JudgeConsumers(examples), systemClock);
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
      { consumer: "mes", version: "4.2.0", plants: ["P100", "P200"], isVerified: null },
      { consumer: "quality", version: "1.1.0", plants: [], isVerified: null },
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

  it("fails a candidate of which a build was verified against a consumer in use, and failed", async () => {
    await database.pool.query(FAILED_BUILD);
    const { verdict, findings } = await evidence.produce(subject());
    assert.equal(verdict, "FAILED");
    assert.deepEqual(
      findings.map(({ code, consumers }) => [code, consumers]),
      [["pact.verification-failed", ["mes 4.2.0"]]],
    );
  });

  it("has other inputs after a deployment, a publication or a result that matters, and the same after one that does not", async () => {
    const version = { ...LINE, version: VERSION };
    const now = () => database.unitOfWork.run((tx) => evidence.inputsHash(version, tx));
    const judged = await now();
    assert.equal((await evidence.produce(subject())).inputsHash, judged);
    await database.pool.query(publish("mes", "4.3.0"));
    assert.equal(await now(), judged, "a version that runs nowhere, of a consumer that is known to run elsewhere");
    await database.pool.query(publish("quality", "1.2.0"));
    const published = await now();
    assert.notEqual(published, judged);
    await database.pool.query("UPDATE il.pact_environment_version SET ended_at = now() WHERE instance = 'P200'");
    const deployed = await now();
    assert.notEqual(deployed, published);
    await database.pool.query(VERIFIED_BUILD);
    assert.notEqual(await now(), deployed);
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

const publish = (consumer: string, number: string): string => `
  WITH version AS (
    INSERT INTO il.pact_version (participant_id, number)
    SELECT id, '${number}' FROM il.pact_participant WHERE name = '${consumer}' RETURNING id, participant_id)
  INSERT INTO il.pact_publication (consumer_version_id, provider_id, consumer_id, content_id)
  SELECT version.id, c.provider_id, c.consumer_id, c.id
  FROM version JOIN il.pact_content c ON c.consumer_id = version.participant_id`;

/** A build that failed the pact of the MES alone. */
const FAILED_BUILD = `
  WITH build AS (
    INSERT INTO il.pact_version (participant_id, number)
    SELECT id, '${VERSION}+1' FROM il.pact_participant WHERE name = 'production-order-v1' RETURNING id),
  verification AS (
    INSERT INTO il.pact_verification (content_id, provider_version_id, success)
    SELECT c.id, build.id, false FROM build, il.pact_content c JOIN il.pact_participant p ON p.id = c.consumer_id
    WHERE p.name = 'mes' RETURNING id, content_id, provider_version_id)
  INSERT INTO il.pact_verdict (content_id, provider_version_id, success, verification_id)
  SELECT content_id, provider_version_id, false, id FROM verification`;
const VERIFIED_BUILD = FAILED_BUILD.replaceAll("false", "true").replace("+1'", "+2'");

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
