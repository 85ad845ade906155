import type { Client } from "pg";
import type { FleetSize } from "./fleet-size.js";

/** Names what is generated; another name makes databases of earlier runs useless. */
export const GENERATOR = "4";

/** Plants run one of so many newest versions, however many there ever were. */
const LIVE_VERSIONS = 60;
/** Plants that every third consumer runs in, each with a version of its own. */
const PLANTS = 40;
/** Interactions of a content, as the registry compares them. */
const INTERACTIONS = 50;
/** Plants that the last consumer alone runs in. */
const MANY_PLANTS = 2_000;

/**
 * Fills an empty registry by SQL: a registry of this size takes days through its own interface. Rows are those that the
 * interface would have written; foreign keys are not looked at while they are inserted, and hold by how they are made.
 */
export async function generateFleet(client: Client, size: FleetSize): Promise<void> {
  await client.query("SET session_replication_role = replica");
  for (const statement of statementsFor(size)) await client.query(statement);
  await client.query("SET session_replication_role = DEFAULT");
  await client.query("VACUUM ANALYZE");
}

function statementsFor(size: FleetSize): readonly string[] {
  return [
    ...participants(size),
    ...publications(size),
    ...verifications(size),
    ...deployments(size),
    // A version of each provider that has verified nothing yet.
    `INSERT INTO il.pact_version (participant_id, number) SELECT id, 'new' FROM il.pact_participant WHERE name LIKE 'provider-%'`,
  ];
}

/** Consumers have the ids from 1 on, providers those after them; versions are numbered through in the same order. */
function participants({ consumers, providers, consumerVersions, providerVersions }: FleetSize): readonly string[] {
  const all = consumers + providers;
  return [
    `INSERT INTO il.pact_participant (id, name, main_branch) OVERRIDING SYSTEM VALUE
     SELECT n, CASE WHEN n <= ${consumers} THEN 'consumer-' || n ELSE 'provider-' || n - ${consumers} END, 'main'
     FROM generate_series(1, ${all}) n`,
    `INSERT INTO il.pact_version (id, participant_id, number) OVERRIDING SYSTEM VALUE
     SELECT (c - 1) * ${consumerVersions} + v, c, '1.' || v || '.0'
     FROM generate_series(1, ${consumers}) c, generate_series(1, ${consumerVersions}) v`,
    `INSERT INTO il.pact_version (id, participant_id, number) OVERRIDING SYSTEM VALUE
     SELECT ${consumers * consumerVersions} + (p - 1) * ${providerVersions} + v, ${consumers} + p, '1.' || v || '.0'
     FROM generate_series(1, ${providers}) p, generate_series(1, ${providerVersions}) v`,
    `INSERT INTO il.pact_branch (id, participant_id, name) OVERRIDING SYSTEM VALUE
     SELECT n, n, 'main' FROM generate_series(1, ${all}) n`,
    `INSERT INTO il.pact_branch_version (branch_id, version_id) SELECT participant_id, id FROM il.pact_version`,
    ...["participant", "version", "branch"].map((name) => restartIdentity(name)),
  ];
}

/** Pair k of consumer c is with provider (7c + k) mod their number; its contents are numbered through. */
function publications(size: FleetSize): readonly string[] {
  const { consumers, providers, providersOfConsumer, consumerVersions, contentsOfPair } = size;
  const provider = `${consumers} + (7 * c + k) % ${providers} + 1`;
  const firstContent = `((c - 1) * ${providersOfConsumer} + k) * ${contentsOfPair}`;
  const pairs = `generate_series(1, ${consumers}) c, generate_series(0, ${providersOfConsumer - 1}) k`;
  return [
    `INSERT INTO il.pact_integration (provider_id, consumer_id) SELECT ${provider}, c FROM ${pairs}`,
    `INSERT INTO il.pact_content
       (id, consumer_id, provider_id, sha, spec_version, body, interaction_count, message_count, interaction_shas)
     OVERRIDING SYSTEM VALUE
     SELECT id, c, provider, lpad(to_hex(id), 40, '0'), '4.0',
       '{"interactions":[{"type":"Synchronous/HTTP","description":"' || id || '","request":{"method":"GET","path":"/"},'
       || '"response":{"status":200}}],"metadata":{"pactSpecification":{"version":"4.0"}}}', 1, 0,
       ARRAY(SELECT lpad(to_hex(id * ${INTERACTIONS} + n), 40, '0') FROM generate_series(1, ${INTERACTIONS}) n)
     FROM (SELECT c, ${provider} AS provider, ${firstContent} + d AS id FROM ${pairs}, generate_series(1, ${contentsOfPair}) d) made`,
    `INSERT INTO il.pact_publication (consumer_version_id, provider_id, consumer_id, content_id)
     SELECT (c - 1) * ${consumerVersions} + v, ${provider}, c,
       ${firstContent} + (v - 1) * ${contentsOfPair} / ${consumerVersions} + 1
     FROM ${pairs}, generate_series(1, ${consumerVersions}) v`,
    restartIdentity("content"),
  ];
}

/**
 * Every provider version has verified every content of its provider, but: of three versions that follow one another, the
 * second fails one content in 59, and the third never saw one in 53.
 */
function verifications({ consumers, consumerVersions, providerVersions }: FleetSize): readonly string[] {
  const firstVersion = consumers * consumerVersions;
  const made = `SELECT c.id AS content_id, ${firstVersion} + (c.provider_id - ${consumers} - 1) * ${providerVersions} + v AS version_id,
      (c.id - 1) * ${providerVersions} + v AS id, NOT (v % 3 = 1 AND c.id % 59 = 0) AS success
    FROM il.pact_content c, generate_series(1, ${providerVersions}) v WHERE NOT (v % 3 = 2 AND c.id % 53 = 0)`;
  return [
    `INSERT INTO il.pact_verification (id, content_id, provider_version_id, success) OVERRIDING SYSTEM VALUE
     SELECT id, content_id, version_id, success FROM (${made}) made`,
    `INSERT INTO il.pact_verdict (content_id, provider_version_id, success, verification_id)
     SELECT content_id, version_id, success, id FROM (${made}) made`,
    `INSERT INTO il.pact_first_success (content_id, branch_id)
     SELECT d.content_id, v.participant_id FROM il.pact_verdict d JOIN il.pact_version v ON v.id = d.provider_version_id
     WHERE d.success GROUP BY d.content_id, v.participant_id`,
    restartIdentity("verification"),
  ];
}

function deployments(size: FleetSize): readonly string[] {
  const { consumers, consumerVersions, providers, providerVersions } = size;
  const record = `INSERT INTO il.pact_environment_version
    (id, environment_id, participant_id, version_id, kind, instance, started_at)
    SELECT gen_random_uuid(), (SELECT id FROM il.pact_environment WHERE name = `;
  return [
    `INSERT INTO il.pact_environment (id, name, is_production)
     SELECT gen_random_uuid(), name, true FROM unnest(ARRAY['production', 'plants', 'many-plants']) name`,
    `${record}'production'), participant_id, max(id), 'DEPLOYED', '', now() FROM il.pact_version GROUP BY participant_id`,
    `${record}'plants'), c, c * ${consumerVersions} - (plant * 7 + c) % ${LIVE_VERSIONS}, 'DEPLOYED',
       'P' || 100 + plant, now()
     FROM generate_series(3, ${consumers}, 3) c, generate_series(1, ${PLANTS}) plant`,
    `${record}'many-plants'), ${consumers}, ${consumers * consumerVersions} - plant % ${LIVE_VERSIONS},
       'DEPLOYED', 'P' || plant, now() FROM generate_series(1, ${MANY_PLANTS}) plant`,
    `${record}'plants'), ${consumers} + p, ${consumers * consumerVersions} + p * ${providerVersions}, 'DEPLOYED', '', now()
     FROM generate_series(1, ${providers}) p`,
  ];
}

function restartIdentity(table: string): string {
  return `SELECT setval(pg_get_serial_sequence('il.pact_${table}', 'id'), (SELECT max(id) FROM il.pact_${table}))`;
}
