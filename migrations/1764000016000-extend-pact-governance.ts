import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Owner: verification. What each participant's deployments are judged by, versions that need no contracts of their own,
 * results that hold interaction by interaction, and groups of plants.
 */
export class ExtendPactGovernance1764000016000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(POLICY);
    await runner.query(EQUIVALENCE);
    await runner.query(INTERACTIONS);
    await runner.query(PLANT_GROUPS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE il.pact_plant_group;
      DROP FUNCTION il.pact_reused_verification;
      ALTER TABLE il.pact_content DROP COLUMN interaction_shas;
      DROP TRIGGER pact_publication_equivalents ON il.pact_publication;
      DROP TRIGGER pact_verdict_equivalents ON il.pact_verdict;
      DROP FUNCTION il.pact_copy_publication, il.pact_copy_verdict;
      ALTER TABLE il.pact_version DROP COLUMN equivalent_to;
      ALTER TABLE il.pact_participant
        ADD COLUMN policy text NOT NULL DEFAULT 'GOVERNED' CHECK (policy IN ('GOVERNED', 'PACT_ONLY'));
      UPDATE il.pact_participant SET policy = 'PACT_ONLY' WHERE required_checks = '{PACT}';
      ALTER TABLE il.pact_participant DROP COLUMN required_checks;
    `);
  }
}

const POLICY = `
  -- Null: the checks that the name of the participant asks for, those of an API or the pacts alone.
  ALTER TABLE il.pact_participant ADD COLUMN required_checks text[] CHECK (
    required_checks && '{PACT,COMPARISON}'
    AND required_checks <@ '{PACT,COMPARISON,LINT,DIFF,APPROVAL,SELF_VERIFICATION}');
  UPDATE il.pact_participant SET required_checks = '{PACT}' WHERE policy = 'PACT_ONLY';
  ALTER TABLE il.pact_participant DROP COLUMN policy;
`;

/**
 * The contracts and results of a version are copied to those that are equivalent to it, so that every question reads one
 * table. A copied result is known by its verification, which is one of another version; a result of its own stays.
 */
const EQUIVALENCE = `
  ALTER TABLE il.pact_version ADD COLUMN equivalent_to bigint REFERENCES il.pact_version ON DELETE SET NULL
    CHECK (equivalent_to <> id);
  CREATE INDEX pact_version_equivalent ON il.pact_version (equivalent_to) WHERE equivalent_to IS NOT NULL;

  CREATE FUNCTION il.pact_copy_publication() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      INSERT INTO il.pact_publication (consumer_version_id, provider_id, consumer_id, content_id)
      SELECT v.id, NEW.provider_id, NEW.consumer_id, NEW.content_id FROM il.pact_version v
      WHERE v.equivalent_to = NEW.consumer_version_id ON CONFLICT DO NOTHING;
    ELSIF TG_OP = 'UPDATE' THEN
      UPDATE il.pact_publication p SET content_id = NEW.content_id, revision = p.revision + 1, published_at = now()
      FROM il.pact_version v WHERE v.equivalent_to = NEW.consumer_version_id AND p.consumer_version_id = v.id
        AND p.provider_id = NEW.provider_id AND p.content_id = OLD.content_id AND OLD.content_id <> NEW.content_id;
    -- What a version needs does not end because the version it was declared equal to is cleaned away.
    ELSIF EXISTS (SELECT FROM il.pact_version WHERE id = OLD.consumer_version_id) THEN
      DELETE FROM il.pact_publication p USING il.pact_version v
      WHERE v.equivalent_to = OLD.consumer_version_id AND p.consumer_version_id = v.id
        AND p.provider_id = OLD.provider_id AND p.content_id = OLD.content_id;
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER pact_publication_equivalents AFTER INSERT OR UPDATE OR DELETE ON il.pact_publication
    FOR EACH ROW EXECUTE FUNCTION il.pact_copy_publication();

  CREATE FUNCTION il.pact_copy_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO il.pact_verdict AS d (content_id, provider_version_id, success, verification_id)
    SELECT NEW.content_id, v.id, NEW.success, NEW.verification_id FROM il.pact_version v
    WHERE v.equivalent_to = NEW.provider_version_id
    ON CONFLICT (content_id, provider_version_id)
    DO UPDATE SET success = EXCLUDED.success, verification_id = EXCLUDED.verification_id
    WHERE d.verification_id < EXCLUDED.verification_id AND NOT EXISTS (
      SELECT FROM il.pact_verification f WHERE f.id = d.verification_id AND f.provider_version_id = d.provider_version_id);
    RETURN NULL;
  END $$;
  CREATE TRIGGER pact_verdict_equivalents AFTER INSERT OR UPDATE ON il.pact_verdict
    FOR EACH ROW EXECUTE FUNCTION il.pact_copy_verdict();
`;

/**
 * A content that a provider version has not verified counts as verified by it when the latest result of each of its
 * interactions, in other contents of the same pair, is a success. One that failed, or was never run, leaves it unknown.
 */
const INTERACTIONS = `
  -- Null for contents that were stored before; nothing is reused for them.
  ALTER TABLE il.pact_content ADD COLUMN interaction_shas text[];

  CREATE FUNCTION il.pact_reused_verification(unverified_id bigint, version_id bigint) RETURNS bigint
  LANGUAGE sql STABLE AS $$
    WITH wanted AS (
      SELECT id, provider_id, consumer_id, spec_version, interaction_shas FROM il.pact_content
      WHERE id = unverified_id AND cardinality(interaction_shas) > 0),
    -- By keys alone; interactions are compared only where there is a result to reuse.
    verified AS MATERIALIZED (
      SELECT o.id, d.verification_id FROM wanted w JOIN il.pact_content o ON o.provider_id = w.provider_id
        AND o.consumer_id = w.consumer_id AND o.spec_version IS NOT DISTINCT FROM w.spec_version
      JOIN il.pact_verdict d ON d.content_id = o.id AND d.provider_version_id = version_id),
    ran AS (
      SELECT DISTINCT ON (i.sha) i.sha, f.id AS verification_id,
        f.success OR (json_typeof(f.results) = 'array' AND (
          SELECT coalesce(bool_and(coalesce(r ->> 'success' = 'true', false)), false)
          FROM json_array_elements(CASE WHEN json_typeof(f.results) = 'array' THEN f.results ELSE '[]' END) r
          WHERE r ->> 'interactionId' = i.sha)) AS is_success
      FROM wanted w CROSS JOIN verified x JOIN il.pact_content o ON o.id = x.id
      JOIN il.pact_verification f ON f.id = x.verification_id
      CROSS JOIN LATERAL unnest(o.interaction_shas) AS i(sha)
      WHERE i.sha = ANY (w.interaction_shas)
      ORDER BY i.sha, f.id DESC)
    SELECT max(ran.verification_id) FROM wanted w CROSS JOIN LATERAL unnest(w.interaction_shas) AS i(sha)
    LEFT JOIN ran ON ran.sha = i.sha
    HAVING bool_and(coalesce(ran.is_success, false))
  $$;
`;

const PLANT_GROUPS = `
  -- Plants of an environment that are promoted to together; a plant may stand in several groups.
  CREATE TABLE il.pact_plant_group (
    environment_id uuid NOT NULL REFERENCES il.pact_environment ON DELETE CASCADE,
    name text NOT NULL CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$'),
    plants text[] NOT NULL CHECK (cardinality(plants) BETWEEN 1 AND 5000),
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (environment_id, name));
`;
