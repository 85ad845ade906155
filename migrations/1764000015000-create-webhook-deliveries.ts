import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: verification (webhooks, clean-up). */
export class CreateWebhookDeliveries1764000015000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SECRETS);
    await runner.query(DELIVERIES);
    await runner.query(PUBLICATION_EVENTS);
    await runner.query(VERIFICATION_EVENTS);
    await runner.query(CLEAN_UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE il.pact_clean_up;
      DROP TRIGGER pact_verification_events ON il.pact_verification;
      DROP TRIGGER pact_publication_events ON il.pact_publication;
      DROP TRIGGER pact_revision_events ON il.pact_publication;
      DROP FUNCTION il.deliver_pact_verification();
      DROP FUNCTION il.deliver_pact_publication();
      DROP FUNCTION il.deliver_pact_publications(bigint[], bigint[]);
      DROP TABLE il.pact_webhook_attempt, il.pact_webhook_delivery;
      ALTER TABLE il.pact_webhook DROP COLUMN sealed_secrets;
    `);
  }
}

/**
 * Secrets leave the readable request. What was kept in clear text is thrown away, and webhooks that were never sent before
 * wait until somebody saves them again, which gives each its signing secret.
 */
const SECRETS = `
  -- Password, secret headers and the signing secret, sealed with a key that is not in the database.
  ALTER TABLE il.pact_webhook ADD COLUMN sealed_secrets text;
  UPDATE il.pact_webhook SET is_enabled = false,
    description = coalesce(description || ' ', '') || '(disabled: save it again, with its password and headers)',
    request = ((request::jsonb - 'password') || '{"headers": {}}')::json;
`;

const DELIVERIES = `
  -- One row for each webhook that an event calls, written in the transaction of the event.
  CREATE TABLE il.pact_webhook_delivery (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    webhook_id uuid NOT NULL REFERENCES il.pact_webhook ON DELETE CASCADE,
    event text NOT NULL,
    content_id bigint NOT NULL REFERENCES il.pact_content ON DELETE CASCADE,
    consumer_version_id bigint NOT NULL REFERENCES il.pact_version ON DELETE CASCADE,
    -- Version that verified, or that has to verify.
    provider_version_id bigint REFERENCES il.pact_version ON DELETE CASCADE,
    verification_id bigint REFERENCES il.pact_verification ON DELETE CASCADE,
    -- What the provider version is, such as "deployed (production)".
    descriptions text[] NOT NULL DEFAULT '{}',
    state text NOT NULL DEFAULT 'PENDING'
      CHECK (state IN ('PENDING', 'SENDING', 'RETRY_WAIT', 'SUCCEEDED', 'FAILED')),
    attempts smallint NOT NULL DEFAULT 0,
    -- When it is sent next; of one that is being sent: when another worker takes it over.
    due_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz,
    CHECK ((state IN ('SUCCEEDED', 'FAILED')) = (finished_at IS NOT NULL)));
  CREATE INDEX pact_webhook_delivery_due ON il.pact_webhook_delivery (webhook_id, due_at)
    WHERE state IN ('PENDING', 'SENDING', 'RETRY_WAIT');
  CREATE INDEX pact_webhook_delivery_webhook ON il.pact_webhook_delivery (webhook_id, created_at DESC);
  CREATE INDEX pact_webhook_delivery_content ON il.pact_webhook_delivery (content_id);
  CREATE INDEX pact_webhook_delivery_consumer ON il.pact_webhook_delivery (consumer_version_id);
  CREATE INDEX pact_webhook_delivery_provider ON il.pact_webhook_delivery (provider_version_id);
  CREATE INDEX pact_webhook_delivery_verification ON il.pact_webhook_delivery (verification_id);
  CREATE INDEX pact_webhook_delivery_finished ON il.pact_webhook_delivery (finished_at) WHERE finished_at IS NOT NULL;
  CREATE TRIGGER pact_webhook_delivery_final BEFORE UPDATE ON il.pact_webhook_delivery FOR EACH ROW
    WHEN (OLD.finished_at IS NOT NULL) EXECUTE FUNCTION il.refuse_change();

  CREATE TABLE il.pact_webhook_attempt (
    delivery_id uuid NOT NULL REFERENCES il.pact_webhook_delivery ON DELETE CASCADE, n smallint NOT NULL,
    started_at timestamptz NOT NULL, ended_at timestamptz NOT NULL DEFAULT now(),
    -- HTTP status of the answer; null when none came.
    status smallint, log text NOT NULL,
    PRIMARY KEY (delivery_id, n));
`;

/**
 * Events are made by the tables themselves: whichever statement publishes or verifies, its deliveries are in the same
 * transaction. Without an enabled webhook the cost is one look at an empty table.
 */
const PUBLICATION_EVENTS = `
  CREATE FUNCTION il.deliver_pact_publications(versions bigint[], providers bigint[]) RETURNS void
  LANGUAGE sql AS $body$
    WITH published AS (
      SELECT p.* FROM unnest(versions, providers) AS u(version_id, provider_id)
      JOIN il.pact_publication p ON p.consumer_version_id = u.version_id AND p.provider_id = u.provider_id),
    called AS (
      SELECT w.id AS webhook_id, w.events, p.* FROM published p JOIN il.pact_webhook w ON w.is_enabled
        AND (w.provider_id IS NULL OR w.provider_id = p.provider_id)
        AND (w.consumer_id IS NULL OR w.consumer_id = p.consumer_id)),
    -- Branches and tags of the version; nothing but the version itself when it has neither.
    line AS (
      SELECT DISTINCT p.consumer_version_id, p.provider_id, l.branch_id, l.tag FROM published p JOIN LATERAL (
        SELECT b.branch_id, NULL AS tag FROM il.pact_branch_version b WHERE b.version_id = p.consumer_version_id
        UNION ALL SELECT NULL, t.name FROM il.pact_version_tag t WHERE t.version_id = p.consumer_version_id
        UNION ALL SELECT NULL, NULL WHERE NOT EXISTS (
            SELECT FROM il.pact_branch_version b WHERE b.version_id = p.consumer_version_id)
          AND NOT EXISTS (SELECT FROM il.pact_version_tag t WHERE t.version_id = p.consumer_version_id)) l ON true),
    changed AS (
      SELECT DISTINCT p.consumer_version_id, p.provider_id FROM published p
      JOIN line l ON l.consumer_version_id = p.consumer_version_id AND l.provider_id = p.provider_id
      WHERE p.content_id IS DISTINCT FROM CASE
        WHEN l.branch_id IS NOT NULL THEN (SELECT q.content_id FROM il.pact_branch_version x
          JOIN il.pact_publication q ON q.consumer_version_id = x.version_id AND q.provider_id = p.provider_id
          WHERE x.branch_id = l.branch_id AND x.version_id < p.consumer_version_id ORDER BY x.version_id DESC LIMIT 1)
        WHEN l.tag IS NOT NULL THEN (SELECT q.content_id FROM il.pact_version_tag x
          JOIN il.pact_publication q ON q.consumer_version_id = x.version_id AND q.provider_id = p.provider_id
          WHERE x.participant_id = p.consumer_id AND x.name = l.tag AND x.version_id < p.consumer_version_id
          ORDER BY x.version_id DESC LIMIT 1)
        ELSE (SELECT q.content_id FROM il.pact_publication q
          WHERE q.provider_id = p.provider_id AND q.consumer_id = p.consumer_id
            AND q.consumer_version_id < p.consumer_version_id ORDER BY q.consumer_version_id DESC LIMIT 1) END),
    -- Versions of the provider that count: the newest of the main branch, and what runs.
    wanted AS (
      SELECT v.provider_id, v.version_id, array_agg(DISTINCT v.description ORDER BY v.description) AS descriptions
      FROM (SELECT DISTINCT provider_id FROM published) o JOIN LATERAL (
        (SELECT o.provider_id, bv.version_id, 'latest from main branch' AS description
          FROM il.pact_participant a JOIN il.pact_branch b ON b.participant_id = a.id AND b.name = a.main_branch
          JOIN il.pact_branch_version bv ON bv.branch_id = b.id WHERE a.id = o.provider_id
          ORDER BY bv.version_id DESC LIMIT 1)
        UNION ALL
        SELECT o.provider_id, x.version_id, lower(x.kind) || ' (' || e.name || ')'
          FROM il.pact_environment e JOIN il.pact_environment_version x ON x.environment_id = e.id
          WHERE x.participant_id = o.provider_id AND x.ended_at IS NULL) v ON true
      GROUP BY v.provider_id, v.version_id),
    -- Nobody knows a version of some providers; then the content itself has to be verified by somebody.
    required AS (
      SELECT p.consumer_version_id, p.provider_id, w.version_id, w.descriptions
      FROM published p JOIN wanted w ON w.provider_id = p.provider_id
      WHERE NOT EXISTS (SELECT FROM il.pact_verdict d
        WHERE d.content_id = p.content_id AND d.provider_version_id = w.version_id)
      UNION ALL
      SELECT p.consumer_version_id, p.provider_id, NULL, '{}' FROM published p
      WHERE NOT EXISTS (SELECT FROM wanted w WHERE w.provider_id = p.provider_id)
        AND NOT EXISTS (SELECT FROM il.pact_verdict d WHERE d.content_id = p.content_id))
    INSERT INTO il.pact_webhook_delivery
      (webhook_id, event, content_id, consumer_version_id, provider_version_id, descriptions)
    SELECT webhook_id, 'contract_published', content_id, consumer_version_id, NULL::bigint, '{}'::text[] FROM called
    WHERE 'contract_published' = ANY(events)
    UNION ALL
    SELECT c.webhook_id, 'contract_content_changed', c.content_id, c.consumer_version_id, NULL::bigint, '{}'::text[]
    FROM called c JOIN changed h ON h.consumer_version_id = c.consumer_version_id AND h.provider_id = c.provider_id
    WHERE 'contract_content_changed' = ANY(c.events)
    UNION ALL
    SELECT c.webhook_id, 'contract_requiring_verification_published', c.content_id, c.consumer_version_id, r.version_id,
      r.descriptions
    FROM called c JOIN required r ON r.consumer_version_id = c.consumer_version_id AND r.provider_id = c.provider_id
    WHERE 'contract_requiring_verification_published' = ANY(c.events)
  $body$;

  CREATE FUNCTION il.deliver_pact_publication() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    IF EXISTS (SELECT FROM il.pact_webhook WHERE is_enabled) THEN
      PERFORM il.deliver_pact_publications(array_agg(consumer_version_id), array_agg(provider_id)) FROM published;
    END IF;
    RETURN NULL;
  END $body$;
  CREATE TRIGGER pact_publication_events AFTER INSERT ON il.pact_publication REFERENCING NEW TABLE AS published
    FOR EACH STATEMENT EXECUTE FUNCTION il.deliver_pact_publication();
  -- A merge: the version has other content than before.
  CREATE TRIGGER pact_revision_events AFTER UPDATE ON il.pact_publication REFERENCING NEW TABLE AS published
    FOR EACH STATEMENT EXECUTE FUNCTION il.deliver_pact_publication();
`;

const VERIFICATION_EVENTS = `
  -- One delivery for each consumer version that the verifier fetched the content for; else for the newest that has it.
  CREATE FUNCTION il.deliver_pact_verification() RETURNS trigger LANGUAGE plpgsql AS $body$
  BEGIN
    IF NOT EXISTS (SELECT FROM il.pact_webhook WHERE is_enabled) THEN RETURN NULL; END IF;
    INSERT INTO il.pact_webhook_delivery
      (webhook_id, event, content_id, consumer_version_id, provider_version_id, verification_id)
    SELECT w.id, e.name, f.content_id, c.version_id, f.provider_version_id, f.id
    FROM verified f JOIN il.pact_content t ON t.id = f.content_id
    JOIN il.pact_webhook w ON w.is_enabled AND (w.provider_id IS NULL OR w.provider_id = t.provider_id)
      AND (w.consumer_id IS NULL OR w.consumer_id = t.consumer_id)
    JOIN LATERAL unnest(w.events) AS e(name) ON e.name = 'provider_verification_published'
      OR e.name = CASE WHEN f.success THEN 'provider_verification_succeeded' ELSE 'provider_verification_failed' END
    JOIN LATERAL (
      SELECT q.consumer_version_id AS version_id FROM il.pact_publication q
      WHERE q.content_id = f.content_id AND q.consumer_version_id = ANY(f.consumer_version_ids)
      UNION
      SELECT newest.consumer_version_id FROM (SELECT q.consumer_version_id FROM il.pact_publication q
        WHERE q.content_id = f.content_id ORDER BY q.consumer_version_id DESC LIMIT 1) newest
      WHERE NOT EXISTS (SELECT FROM il.pact_publication q
        WHERE q.content_id = f.content_id AND q.consumer_version_id = ANY(f.consumer_version_ids))) c ON true;
    RETURN NULL;
  END $body$;
  CREATE TRIGGER pact_verification_events AFTER INSERT ON il.pact_verification REFERENCING NEW TABLE AS verified
    FOR EACH STATEMENT EXECUTE FUNCTION il.deliver_pact_verification();
`;

const CLEAN_UP = `
  -- One row: how long the registry keeps what nobody needs any more. Without the row nothing is ever removed.
  CREATE TABLE il.pact_clean_up (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    versions_per_branch integer NOT NULL CHECK (versions_per_branch BETWEEN 1 AND 10000),
    days integer NOT NULL CHECK (days BETWEEN 1 AND 3650),
    is_scheduled boolean NOT NULL, updated_by text NOT NULL, updated_at timestamptz NOT NULL,
    -- When the schedule ran last.
    ran_at timestamptz);
`;
