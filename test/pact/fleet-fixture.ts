import type { Pool } from "pg";

const PLANTS = 40;
const CONSUMERS = 13;

/** How a row of the fleet came out. */
export type RowResult = "success" | "failed" | "unknown";

/**
 * Thirteen consumers in forty plants, each with a version and a content of its own: 520 rows that a version of the
 * provider must answer for. Written by SQL, because publishing them one by one takes longer than all else.
 * @param resultOf the result of a row, counted from 0 in the order of publication
 */
export async function makeFleet(pool: Pool, provider: string, resultOf: (row: number) => RowResult): Promise<void> {
  const environment = `${provider}-plants`;
  const results = Array.from({ length: CONSUMERS * PLANTS }, (_, row) => resultOf(row));
  await pool.query(PARTICIPANTS, [provider, CONSUMERS]);
  await pool.query("INSERT INTO il.pact_environment (id, name, is_production) VALUES (gen_random_uuid(), $1, true)", [
    environment,
  ]);
  await pool.query(ROWS, [provider, environment, PLANTS, results]);
}

/** $1 provider, $2 how many consumers. */
const PARTICIPANTS = `
  WITH made AS (
    INSERT INTO il.pact_participant (name) SELECT $1 UNION ALL SELECT $1 || '-c' || n FROM generate_series(1, $2::int) n
    RETURNING id, name),
  number AS (INSERT INTO il.pact_version (participant_id, number) SELECT id, '240' FROM made WHERE name = $1)
  INSERT INTO il.pact_integration (provider_id, consumer_id)
  SELECT p.id, c.id FROM made p JOIN made c ON c.name <> $1 WHERE p.name = $1`;

/** $1 provider, $2 environment, $3 plants, $4 results by row. */
const ROWS = `
  WITH provider AS (
    SELECT p.id, v.id AS version_id FROM il.pact_participant p JOIN il.pact_version v ON v.participant_id = p.id
    WHERE p.name = $1),
  planned AS (
    SELECT c.id AS consumer_id, plant, row_number() OVER (ORDER BY c.id, plant) AS row
    FROM il.pact_integration i JOIN provider ON provider.id = i.provider_id
    JOIN il.pact_participant c ON c.id = i.consumer_id, generate_series(1, $3::int) plant),
  versions AS (
    INSERT INTO il.pact_version (participant_id, number) SELECT consumer_id, plant::text FROM planned ORDER BY row
    RETURNING id, participant_id, number),
  contents AS (
    INSERT INTO il.pact_content (consumer_id, provider_id, sha, spec_version, body, interaction_count, message_count)
    SELECT consumer_id, provider.id, lpad(to_hex(row), 40, '0'), '4.0', '{"interactions":[]}', 0, 0 FROM planned, provider
    RETURNING id, sha),
  placed AS (
    SELECT planned.*, versions.id AS version_id, contents.id AS content_id
    FROM planned JOIN versions ON versions.participant_id = planned.consumer_id AND versions.number = planned.plant::text
    JOIN contents ON contents.sha = lpad(to_hex(planned.row), 40, '0')),
  publications AS (
    INSERT INTO il.pact_publication (consumer_version_id, provider_id, consumer_id, content_id)
    SELECT placed.version_id, provider.id, consumer_id, content_id FROM placed, provider),
  deployments AS (
    INSERT INTO il.pact_environment_version (id, environment_id, participant_id, version_id, kind, instance, started_at)
    SELECT gen_random_uuid(), e.id, consumer_id, version_id, 'DEPLOYED', 'plant-' || plant, now()
    FROM placed JOIN il.pact_environment e ON e.name = $2),
  verifications AS (
    INSERT INTO il.pact_verification (content_id, provider_version_id, success)
    SELECT content_id, provider.version_id, ($4::text[])[row] = 'success' FROM placed, provider
    WHERE ($4::text[])[row] <> 'unknown' RETURNING id, content_id, provider_version_id, success)
  INSERT INTO il.pact_verdict (content_id, provider_version_id, success, verification_id)
  SELECT content_id, provider_version_id, success, id FROM verifications`;

/** One consumer version, and two provider versions that live side by side: the newer one passes, the older one fails. */
export async function makeCoResidents(pool: Pool): Promise<void> {
  await pool.query("INSERT INTO il.pact_participant (name) VALUES ('co-consumer'), ('co-provider')");
  await pool.query(
    "INSERT INTO il.pact_environment (id, name, is_production) VALUES (gen_random_uuid(), 'co-production', true)",
  );
  await pool.query(CO_RESIDENTS);
}

const CO_RESIDENTS = `
  WITH consumer AS (SELECT id FROM il.pact_participant WHERE name = 'co-consumer'),
  provider AS (SELECT id FROM il.pact_participant WHERE name = 'co-provider'),
  pair AS (INSERT INTO il.pact_integration (provider_id, consumer_id) SELECT provider.id, consumer.id FROM provider, consumer),
  own AS (INSERT INTO il.pact_version (participant_id, number) SELECT id, 'c1' FROM consumer RETURNING id),
  versions AS (
    INSERT INTO il.pact_version (participant_id, number)
    SELECT id, number FROM provider, unnest(ARRAY['p1', 'p2']) number RETURNING id, number, participant_id),
  content AS (
    INSERT INTO il.pact_content (consumer_id, provider_id, sha, spec_version, body, interaction_count, message_count)
    SELECT consumer.id, provider.id, repeat('a', 40), '4.0', '{"interactions":[]}', 0, 0 FROM consumer, provider RETURNING id),
  published AS (
    INSERT INTO il.pact_publication (consumer_version_id, provider_id, consumer_id, content_id)
    SELECT own.id, provider.id, consumer.id, content.id FROM own, provider, consumer, content),
  released AS (
    INSERT INTO il.pact_environment_version (id, environment_id, participant_id, version_id, kind, started_at)
    SELECT gen_random_uuid(), e.id, participant_id, versions.id, 'RELEASED', now()
    FROM versions, il.pact_environment e WHERE e.name = 'co-production'),
  verified AS (
    INSERT INTO il.pact_verification (content_id, provider_version_id, success)
    SELECT content.id, versions.id, versions.number = 'p2' FROM content, versions
    RETURNING id, content_id, provider_version_id, success)
  INSERT INTO il.pact_verdict (content_id, provider_version_id, success, verification_id)
  SELECT content_id, provider_version_id, success, id FROM verified`;
