import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: registry (contract versions) and promotion (evaluations, promotions). */
export class CreateRegistry1764000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row per content. The digest is proven by the database, so that no writer can store another content under it.
      CREATE TABLE il.contract_version (
        digest text PRIMARY KEY CHECK (digest = encode(sha256(convert_to(bundle, 'UTF8')), 'hex')),
        kind text NOT NULL CHECK (kind IN ('openapi', 'asyncapi')), name text NOT NULL, major text NOT NULL,
        version text NOT NULL, title text NOT NULL, owner text NOT NULL, domain text NOT NULL,
        origin text NOT NULL CHECK (origin IN ('BUILT_IN', 'SUBMITTED')),
        author text NOT NULL, registered_at timestamptz NOT NULL,
        state text NOT NULL DEFAULT 'draft', state_changed_at timestamptz NOT NULL,
        bundle text NOT NULL);
      CREATE INDEX contract_version_line ON il.contract_version (kind, name, major, registered_at);
      -- One address, one version in force.
      CREATE UNIQUE INDEX contract_version_served ON il.contract_version (kind, name, major)
        WHERE state IN ('promoted', 'deprecated');

      INSERT INTO il.state_transition (machine, from_state, to_state) VALUES
        ('contract', 'draft', 'candidate'), ('contract', 'draft', 'rejected'),
        ('contract', 'candidate', 'approved'), ('contract', 'candidate', 'rejected'),
        ('contract', 'approved', 'candidate'), ('contract', 'approved', 'promoted'), ('contract', 'approved', 'rejected'),
        ('contract', 'promoted', 'deprecated'), ('contract', 'promoted', 'approved'), ('contract', 'promoted', 'suspended'),
        ('contract', 'deprecated', 'retired'), ('contract', 'deprecated', 'promoted'),
        ('contract', 'deprecated', 'approved'), ('contract', 'deprecated', 'suspended'),
        ('contract', 'suspended', 'candidate'), ('contract', 'suspended', 'promoted'), ('contract', 'suspended', 'deprecated'),
        ('contract', 'suspended', 'rejected'),
        ('contract', 'approved', 'deprecated'), ('contract', 'retired', 'deprecated');

      CREATE TRIGGER contract_version_initial BEFORE INSERT ON il.contract_version FOR EACH ROW
        WHEN (NEW.state <> 'draft') EXECUTE FUNCTION il.refuse_initial_state('contract');
      CREATE TRIGGER contract_version_state BEFORE UPDATE OF state ON il.contract_version FOR EACH ROW
        WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION il.guard_transition('contract', 'state');
      CREATE TRIGGER contract_version_immutable
        BEFORE UPDATE OF digest, kind, name, major, version, title, owner, domain, origin, author, registered_at, bundle
        ON il.contract_version FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
      CREATE TRIGGER contract_version_kept BEFORE DELETE ON il.contract_version FOR EACH ROW
        EXECUTE FUNCTION il.refuse_change();

      -- What was found about a candidate, and the hashes of everything it was judged by.
      CREATE TABLE il.contract_evaluation (
        id text PRIMARY KEY, seq bigserial UNIQUE, digest text NOT NULL REFERENCES il.contract_version,
        served_hash text NOT NULL, ruleset_hash text NOT NULL,
        evidence_hash text NOT NULL CHECK (evidence_hash = encode(sha256(convert_to(evidence, 'UTF8')), 'hex')),
        verdict text NOT NULL CHECK (verdict IN ('PASSED', 'BLOCKED')), risk text NOT NULL CHECK (risk IN ('NON_BREAKING', 'BREAKING')),
        evidence text NOT NULL, evaluated_by text NOT NULL, evaluated_at timestamptz NOT NULL,
        -- Absent while there is nothing to approve.
        proposal_id text REFERENCES il.approval_proposal, CHECK ((verdict = 'PASSED') = (proposal_id IS NOT NULL)));
      CREATE INDEX contract_evaluation_latest ON il.contract_evaluation (digest, seq);
      CREATE TRIGGER contract_evaluation_append_only BEFORE UPDATE OR DELETE ON il.contract_evaluation
        FOR EACH ROW EXECUTE FUNCTION il.refuse_change();

      -- SQLSTATE IL081: a submitted version is approved when its latest evidence passed and just that evidence is approved.
      CREATE FUNCTION il.guard_contract_approved() RETURNS trigger LANGUAGE plpgsql AS $body$
      DECLARE
        latest il.contract_evaluation;
      BEGIN
        SELECT * INTO latest FROM il.contract_evaluation WHERE digest = NEW.digest ORDER BY seq DESC LIMIT 1;
        IF latest.verdict IS DISTINCT FROM 'PASSED' OR NOT EXISTS (
          SELECT FROM il.approval_proposal p
          WHERE p.id = latest.proposal_id AND p.content_hash = latest.evidence_hash AND p.state = 'APPROVED')
        THEN
          RAISE EXCEPTION 'the evidence of % has not passed or is not approved', NEW.digest USING ERRCODE = 'IL081';
        END IF;
        RETURN NEW;
      END $body$;
      CREATE TRIGGER contract_version_approved BEFORE UPDATE OF state ON il.contract_version FOR EACH ROW
        WHEN (OLD.state = 'candidate' AND NEW.state = 'approved' AND NEW.origin = 'SUBMITTED')
        EXECUTE FUNCTION il.guard_contract_approved();

      -- Every change of what is served, in commit order; the row holds the whole set, so that any one can be put back.
      CREATE TABLE il.promotion (
        seq bigint PRIMARY KEY, id text NOT NULL UNIQUE,
        action text NOT NULL CHECK (action IN ('BOOTSTRAP', 'PROMOTE', 'DEPRECATE', 'RETIRE', 'SUSPEND', 'ROLLBACK')),
        served text NOT NULL, served_hash text NOT NULL CHECK (served_hash = encode(sha256(convert_to(served, 'UTF8')), 'hex')),
        evaluation_id text REFERENCES il.contract_evaluation,
        actor text NOT NULL, reason text NOT NULL CHECK (reason <> ''), correlation_id text NOT NULL,
        promoted_at timestamptz NOT NULL);
      CREATE TRIGGER promotion_append_only BEFORE UPDATE OR DELETE ON il.promotion
        FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE il.promotion, il.contract_evaluation, il.contract_version;
      DROP FUNCTION il.guard_contract_approved();
      DELETE FROM il.state_transition WHERE machine = 'contract';
    `);
  }
}
