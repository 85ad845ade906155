import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: recovery (replays, edits and discards of stopped postings, reconciliation). */
export class CreateRecovery1764000025000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STOPPED);
    await runner.query(REPLAYS);
    await runner.query(CHANGES);
    await runner.query(RECONCILIATION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE il.reconciliation_case, il.reconciliation_run, il.posting_change, il.replay_item,
        il.replay_job, il.failure_group;
      DROP INDEX il.posting_stopped;
      DELETE FROM il.state_transition WHERE machine IN ('replay', 'posting-change');
    `);
  }
}

const STOPPED = `
  -- What waits for a person or for an answer; a handful of rows beside the ledger.
  CREATE INDEX posting_stopped ON il.posting (plant_code, seq) WHERE state IN ('PARKED', 'DEAD', 'UNKNOWN');

  -- Who looks after a cause; a group itself is made by asking the ledger.
  CREATE TABLE il.failure_group (
    fingerprint text PRIMARY KEY CHECK (fingerprint ~ '^[0-9a-f]{64}$'), plant_code text NOT NULL,
    owner text NOT NULL CHECK (owner <> ''), note text NOT NULL, assigned_by text NOT NULL,
    assigned_at timestamptz NOT NULL DEFAULT now());
`;

const REPLAYS = `
  CREATE TABLE il.replay_job (
    id text PRIMARY KEY, plant_code text, selection json NOT NULL, is_cause_mended boolean NOT NULL,
    rate_per_second integer NOT NULL CHECK (rate_per_second BETWEEN 1 AND 1000),
    state text NOT NULL DEFAULT 'READY', reason text NOT NULL, requested_by text NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(), dry_run_ms integer NOT NULL,
    content_hash text NOT NULL, proposal_id text NOT NULL UNIQUE REFERENCES il.approval_proposal,
    correlation_id text NOT NULL, started_at timestamptz, finished_at timestamptz,
    -- Pace of the run over all processes.
    next_release_at timestamptz NOT NULL DEFAULT now());
  CREATE INDEX replay_job_running ON il.replay_job (next_release_at) WHERE state = 'RUNNING';
  CREATE TRIGGER replay_job_initial BEFORE INSERT ON il.replay_job FOR EACH ROW
    WHEN (NEW.state <> 'READY') EXECUTE FUNCTION il.refuse_initial_state('replay');
  CREATE TRIGGER replay_job_state BEFORE UPDATE OF state ON il.replay_job FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION il.guard_transition('replay', 'state');
  -- What was judged and approved stays what it was.
  CREATE TRIGGER replay_job_immutable BEFORE UPDATE OF id, plant_code, selection, is_cause_mended, rate_per_second, reason,
    requested_by, requested_at, content_hash, proposal_id ON il.replay_job
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();

  CREATE TABLE il.replay_item (
    job_id text NOT NULL REFERENCES il.replay_job, position integer NOT NULL,
    posting_id text NOT NULL REFERENCES il.posting, attempts integer NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('WILL_POST', 'ALREADY_POSTED', 'STILL_FAILS', 'HELD_BEHIND', 'UNDECIDED')),
    code text, detail text NOT NULL,
    result text NOT NULL CHECK (result IN ('WAITING', 'SKIPPED', 'RELEASED', 'POSTED', 'FAILED', 'HELD', 'CHANGED', 'CANCELLED')),
    PRIMARY KEY (job_id, position), UNIQUE (job_id, posting_id));
  CREATE INDEX replay_item_open ON il.replay_item (job_id, position) WHERE result IN ('WAITING', 'RELEASED');
  CREATE TRIGGER replay_item_immutable BEFORE UPDATE OF job_id, position, posting_id, verdict, code, detail, attempts
    ON il.replay_item FOR EACH ROW EXECUTE FUNCTION il.refuse_change();

  INSERT INTO il.state_transition (machine, from_state, to_state) VALUES
    ('replay', 'READY', 'RUNNING'), ('replay', 'READY', 'CANCELLED'),
    ('replay', 'RUNNING', 'PAUSED'), ('replay', 'RUNNING', 'COMPLETED'), ('replay', 'RUNNING', 'CANCELLED'),
    ('replay', 'PAUSED', 'RUNNING'), ('replay', 'PAUSED', 'CANCELLED');
`;

const CHANGES = `
  -- An edit or a discard of a stopped posting: proposed by one person, approved by another, then applied. The document it
  -- was proposed against is kept for ever, so that the original stands in revision 1.
  CREATE TABLE il.posting_change (
    id text PRIMARY KEY, posting_id text NOT NULL REFERENCES il.posting,
    kind text NOT NULL CHECK (kind IN ('EDIT', 'DISCARD')), revision integer NOT NULL CHECK (revision >= 1),
    before json NOT NULL, after json, differences json NOT NULL,
    state text NOT NULL DEFAULT 'PROPOSED', reason text NOT NULL CHECK (length(trim(reason)) >= 3),
    proposed_by text NOT NULL, proposed_at timestamptz NOT NULL DEFAULT now(),
    content_hash text NOT NULL, proposal_id text NOT NULL UNIQUE REFERENCES il.approval_proposal,
    applied_by text, applied_at timestamptz,
    CHECK ((kind = 'EDIT') = (after IS NOT NULL)),
    CHECK ((state = 'APPLIED') = (applied_at IS NOT NULL) AND (applied_at IS NULL) = (applied_by IS NULL)));
  CREATE UNIQUE INDEX posting_change_open ON il.posting_change (posting_id) WHERE state = 'PROPOSED';
  CREATE UNIQUE INDEX posting_change_revision ON il.posting_change (posting_id, revision) WHERE kind = 'EDIT' AND state = 'APPLIED';
  CREATE TRIGGER posting_change_initial BEFORE INSERT ON il.posting_change FOR EACH ROW
    WHEN (NEW.state <> 'PROPOSED') EXECUTE FUNCTION il.refuse_initial_state('posting-change');
  CREATE TRIGGER posting_change_state BEFORE UPDATE OF state ON il.posting_change FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION il.guard_transition('posting-change', 'state');
  CREATE TRIGGER posting_change_immutable BEFORE UPDATE OF id, posting_id, kind, revision, before, after, differences, reason,
    proposed_by, proposed_at, content_hash, proposal_id ON il.posting_change
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
  CREATE TRIGGER posting_change_kept BEFORE DELETE ON il.posting_change FOR EACH ROW EXECUTE FUNCTION il.refuse_change();

  INSERT INTO il.state_transition (machine, from_state, to_state) VALUES
    ('posting-change', 'PROPOSED', 'APPLIED'), ('posting-change', 'PROPOSED', 'WITHDRAWN');
`;

const RECONCILIATION = `
  CREATE TABLE il.reconciliation_run (
    id text PRIMARY KEY, plant_code text NOT NULL, trigger text NOT NULL CHECK (trigger IN ('SCHEDULE', 'DEMAND')),
    started_by text NOT NULL, started_at timestamptz NOT NULL, finished_at timestamptz NOT NULL,
    -- One entry for each rule: COMPARED with its counts, or NOT_COMPARABLE with the reason.
    results json NOT NULL);
  CREATE INDEX reconciliation_run_plant ON il.reconciliation_run (plant_code, id DESC);

  CREATE TABLE il.reconciliation_case (
    id text PRIMARY KEY, plant_code text NOT NULL, code text NOT NULL, subject text NOT NULL,
    order_number text, authority text NOT NULL, resolution text NOT NULL, detail text NOT NULL,
    state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'RESOLVED')),
    opened_at timestamptz NOT NULL, seen_at timestamptz NOT NULL, resolved_at timestamptz,
    CHECK ((state = 'RESOLVED') = (resolved_at IS NOT NULL)));
  -- The same deviation is one case for as long as it lasts.
  CREATE UNIQUE INDEX reconciliation_case_open ON il.reconciliation_case (plant_code, code, subject) WHERE state = 'OPEN';
  CREATE INDEX reconciliation_case_plant ON il.reconciliation_case (plant_code, id DESC);
  CREATE TRIGGER reconciliation_case_final BEFORE UPDATE ON il.reconciliation_case FOR EACH ROW
    WHEN (OLD.state = 'RESOLVED') EXECUTE FUNCTION il.refuse_change();
`;
