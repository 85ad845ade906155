import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: promotion (waivers). */
export class CreateWaivers1764000013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One accepted deviation of one contract line, until a day. Whether it is approved stands in its proposal alone.
      CREATE TABLE il.waiver (
        id text PRIMARY KEY,
        contract text NOT NULL CHECK (contract ~ '^(openapi|asyncapi)/[a-z][a-z0-9-]{0,62}$'),
        major text NOT NULL CHECK (major ~ '^v[1-9][0-9]{0,3}$'),
        evidence_kind text NOT NULL, fingerprint text NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
        rule text NOT NULL, finding text NOT NULL, is_proven_breaking boolean NOT NULL,
        digest text NOT NULL REFERENCES il.contract_version,
        owner text NOT NULL CHECK (owner <> ''), reason text NOT NULL CHECK (length(trim(reason)) >= 3),
        -- Last day it holds, in UTC.
        ends_on date NOT NULL,
        requested_by text NOT NULL, requested_at timestamptz NOT NULL,
        content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
        proposal_id text NOT NULL UNIQUE REFERENCES il.approval_proposal,
        revoked_by text, revoked_at timestamptz, revoke_reason text,
        CHECK (ends_on >= requested_at::date),
        CHECK ((revoked_at IS NULL) = (revoked_by IS NULL) AND (revoked_at IS NULL) = (revoke_reason IS NULL)));
      CREATE INDEX waiver_line ON il.waiver (contract, major, fingerprint);

      CREATE TRIGGER waiver_immutable
        BEFORE UPDATE OF id, contract, major, evidence_kind, fingerprint, rule, finding, is_proven_breaking, digest, owner,
          reason, ends_on, requested_by, requested_at, content_hash, proposal_id
        ON il.waiver FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
      CREATE TRIGGER waiver_revoked_once BEFORE UPDATE ON il.waiver FOR EACH ROW
        WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION il.refuse_change();
      CREATE TRIGGER waiver_kept BEFORE DELETE ON il.waiver FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
      CREATE TRIGGER waiver_no_truncate BEFORE TRUNCATE ON il.waiver
        FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();

      -- A waiver counts for exactly the content that people approved, asked anew each time, and what is proven to break
      -- has two of them.
      CREATE FUNCTION il.waiver_state(w il.waiver, today date) RETURNS text LANGUAGE sql STABLE AS $body$
        SELECT CASE
          WHEN w.revoked_at IS NOT NULL THEN 'REVOKED'
          WHEN p.state IN ('REJECTED', 'VOIDED') THEN 'REJECTED'
          WHEN w.ends_on < today THEN 'EXPIRED'
          WHEN p.state = 'APPROVED' AND p.subject_type = 'waiver' AND p.subject_id = w.id
            AND p.content_hash = w.content_hash AND il.is_approved(p.id)
            AND (NOT w.is_proven_breaking OR p.approvers_needed >= 2) THEN 'IN_FORCE'
          ELSE 'REQUESTED' END
        FROM il.approval_proposal p WHERE p.id = w.proposal_id
      $body$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP FUNCTION il.waiver_state(il.waiver, date); DROP TABLE il.waiver");
  }
}
