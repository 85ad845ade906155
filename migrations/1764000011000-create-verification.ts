import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Owner: verification. Consumer contracts, their verifications, and which version runs where. No counter rows: versions and
 * verifications are ordered by identity columns, heads are the largest of them, so writers never wait for one another.
 */
export class CreateVerification1764000011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PARTICIPANTS);
    await runner.query(CONTENTS);
    await runner.query(VERIFICATIONS);
    await runner.query(ENVIRONMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE il.pact_webhook, il.pact_environment_version, il.pact_environment, il.pact_provider_contract,
        il.pact_first_success, il.pact_verdict, il.pact_verification, il.pact_publication, il.pact_integration,
        il.pact_content, il.pact_version_tag, il.pact_branch_version, il.pact_branch, il.pact_version, il.pact_participant;
    `);
  }
}

const PARTICIPANTS = `
  CREATE TABLE il.pact_participant (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, display_name text, main_branch text,
    repository_url text, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());

  -- Ordered by id, that is by creation.
  CREATE TABLE il.pact_version (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    participant_id bigint NOT NULL REFERENCES il.pact_participant ON DELETE CASCADE,
    number text NOT NULL, build_url text, created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (participant_id, number));
  CREATE INDEX pact_version_latest ON il.pact_version (participant_id, id DESC);

  CREATE TABLE il.pact_branch (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    participant_id bigint NOT NULL REFERENCES il.pact_participant ON DELETE CASCADE,
    name text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), UNIQUE (participant_id, name));
  CREATE TABLE il.pact_branch_version (
    branch_id bigint NOT NULL REFERENCES il.pact_branch ON DELETE CASCADE,
    version_id bigint NOT NULL REFERENCES il.pact_version ON DELETE CASCADE, PRIMARY KEY (branch_id, version_id));
  CREATE INDEX pact_branch_version_version ON il.pact_branch_version (version_id);

  CREATE TABLE il.pact_version_tag (
    participant_id bigint NOT NULL REFERENCES il.pact_participant ON DELETE CASCADE, name text NOT NULL,
    version_id bigint NOT NULL REFERENCES il.pact_version ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (participant_id, name, version_id));
  CREATE INDEX pact_version_tag_version ON il.pact_version_tag (version_id);
`;

const CONTENTS = `
  -- One row per content of a pair, whoever publishes it again. sha is the address clients know it by.
  CREATE TABLE il.pact_content (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer_id bigint NOT NULL REFERENCES il.pact_participant ON DELETE CASCADE,
    provider_id bigint NOT NULL REFERENCES il.pact_participant ON DELETE CASCADE,
    sha text NOT NULL CHECK (sha ~ '^[0-9a-f]{40}$'), spec_version text, body text NOT NULL,
    interaction_count integer NOT NULL, message_count integer NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (provider_id, consumer_id, sha));

  CREATE TABLE il.pact_integration (
    provider_id bigint NOT NULL REFERENCES il.pact_participant ON DELETE CASCADE,
    consumer_id bigint NOT NULL REFERENCES il.pact_participant ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (provider_id, consumer_id));
  CREATE INDEX pact_integration_consumer ON il.pact_integration (consumer_id);

  CREATE TABLE il.pact_publication (
    consumer_version_id bigint NOT NULL REFERENCES il.pact_version ON DELETE CASCADE,
    provider_id bigint NOT NULL REFERENCES il.pact_participant ON DELETE CASCADE,
    consumer_id bigint NOT NULL REFERENCES il.pact_participant ON DELETE CASCADE,
    content_id bigint NOT NULL REFERENCES il.pact_content ON DELETE CASCADE,
    revision integer NOT NULL DEFAULT 1, published_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer_version_id, provider_id));
  CREATE INDEX pact_publication_pair ON il.pact_publication (provider_id, consumer_id, consumer_version_id DESC);
  CREATE INDEX pact_publication_content ON il.pact_publication (content_id, consumer_version_id DESC);

  -- What a provider says of itself: its OpenAPI document with the results of its own tests.
  CREATE TABLE il.pact_provider_contract (
    provider_version_id bigint PRIMARY KEY REFERENCES il.pact_version ON DELETE CASCADE,
    sha256 text NOT NULL, content_type text NOT NULL, specification text NOT NULL, body text NOT NULL,
    self_verification jsonb, published_at timestamptz NOT NULL DEFAULT now());
`;

const VERIFICATIONS = `
  CREATE TABLE il.pact_verification (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    content_id bigint NOT NULL REFERENCES il.pact_content ON DELETE CASCADE,
    provider_version_id bigint NOT NULL REFERENCES il.pact_version ON DELETE CASCADE,
    success boolean NOT NULL, build_url text, results json, verified_by json,
    -- Consumer versions for which the verifier fetched the content.
    consumer_version_ids bigint[] NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now());
  CREATE INDEX pact_verification_content ON il.pact_verification (content_id, id DESC);
  CREATE INDEX pact_verification_version ON il.pact_verification (provider_version_id);

  -- The latest verification of a content by a provider version.
  CREATE TABLE il.pact_verdict (
    content_id bigint NOT NULL REFERENCES il.pact_content ON DELETE CASCADE,
    provider_version_id bigint NOT NULL REFERENCES il.pact_version ON DELETE CASCADE,
    success boolean NOT NULL, verification_id bigint NOT NULL REFERENCES il.pact_verification ON DELETE CASCADE,
    PRIMARY KEY (content_id, provider_version_id));
  CREATE INDEX pact_verdict_version ON il.pact_verdict (provider_version_id);
  CREATE INDEX pact_verdict_verification ON il.pact_verdict (verification_id);

  -- A content is pending for a branch of its provider until it stands here.
  CREATE TABLE il.pact_first_success (
    content_id bigint NOT NULL REFERENCES il.pact_content ON DELETE CASCADE,
    branch_id bigint NOT NULL REFERENCES il.pact_branch ON DELETE CASCADE,
    succeeded_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (content_id, branch_id));
  CREATE INDEX pact_first_success_branch ON il.pact_first_success (branch_id);
`;

const ENVIRONMENTS = `
  CREATE TABLE il.pact_environment (
    id uuid PRIMARY KEY, name text NOT NULL UNIQUE, display_name text, is_production boolean NOT NULL,
    contacts json NOT NULL DEFAULT '[]', created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now());

  -- DEPLOYED replaces what ran in the same instance before; RELEASED stays until its support ends.
  CREATE TABLE il.pact_environment_version (
    id uuid PRIMARY KEY, environment_id uuid NOT NULL REFERENCES il.pact_environment ON DELETE CASCADE,
    participant_id bigint NOT NULL REFERENCES il.pact_participant ON DELETE CASCADE,
    version_id bigint NOT NULL REFERENCES il.pact_version ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('DEPLOYED', 'RELEASED')),
    -- Empty for the only instance; a plant, where one version runs in many.
    instance text NOT NULL DEFAULT '' CHECK (kind = 'DEPLOYED' OR instance = ''),
    started_at timestamptz NOT NULL, ended_at timestamptz);
  CREATE UNIQUE INDEX pact_deployed_once ON il.pact_environment_version (environment_id, participant_id, instance)
    WHERE kind = 'DEPLOYED' AND ended_at IS NULL;
  CREATE UNIQUE INDEX pact_released_once ON il.pact_environment_version (environment_id, version_id)
    WHERE kind = 'RELEASED' AND ended_at IS NULL;
  CREATE INDEX pact_environment_version_live ON il.pact_environment_version (environment_id, participant_id, version_id)
    WHERE ended_at IS NULL;
  CREATE INDEX pact_environment_version_version ON il.pact_environment_version (version_id);

  CREATE TABLE il.pact_webhook (
    id uuid PRIMARY KEY, description text,
    provider_id bigint REFERENCES il.pact_participant ON DELETE CASCADE,
    consumer_id bigint REFERENCES il.pact_participant ON DELETE CASCADE,
    is_enabled boolean NOT NULL, events text[] NOT NULL, request json NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
`;
