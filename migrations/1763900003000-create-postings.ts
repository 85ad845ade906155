import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: delivery (postings to the ERP and their attempts). */
export class CreatePostings1763900003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE il.posting (
        id text PRIMARY KEY, seq bigserial UNIQUE, plant_code text NOT NULL, order_number text NOT NULL,
        destination text NOT NULL, lane smallint NOT NULL CHECK (lane BETWEEN 0 AND 255),
        kind text NOT NULL, source_id text NOT NULL, operation_id text NOT NULL,
        document json NOT NULL, external_key text NOT NULL UNIQUE,
        state text NOT NULL DEFAULT 'PENDING', attempts integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL DEFAULT now(),
        -- A posting's patience is counted from its first send, not from the time it waited behind others.
        retry_since timestamptz, worker text, problem json, erp_document json,
        correlation_id text NOT NULL, traceparent text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(),
        posted_at timestamptz);
      -- Rows that still stand in their lane: from lane to lane, from order to order, the first row of each order first.
      CREATE INDEX posting_lane ON il.posting (destination, lane, plant_code, order_number, seq)
        WHERE state NOT IN ('POSTED', 'DISCARDED', 'AGGREGATED', 'REVERSED');
      CREATE INDEX posting_source ON il.posting (source_id);
      CREATE INDEX posting_order ON il.posting (plant_code, order_number, seq);

      INSERT INTO il.state_transition (machine, from_state, to_state) VALUES
        ('posting', 'PENDING', 'POSTING'), ('posting', 'PENDING', 'BLOCKED_BY_HOLD'), ('posting', 'PENDING', 'AGGREGATED'),
        ('posting', 'POSTING', 'POSTED'), ('posting', 'POSTING', 'RETRY_WAIT'), ('posting', 'POSTING', 'UNKNOWN'),
        ('posting', 'POSTING', 'PARKED'),
        ('posting', 'RETRY_WAIT', 'PENDING'), ('posting', 'RETRY_WAIT', 'DEAD'),
        ('posting', 'UNKNOWN', 'PROBING'), ('posting', 'PROBING', 'POSTED'), ('posting', 'PROBING', 'PENDING'),
        ('posting', 'PROBING', 'UNKNOWN'), ('posting', 'PROBING', 'RETRY_WAIT'),
        ('posting', 'PARKED', 'PENDING'), ('posting', 'PARKED', 'DISCARDED'),
        ('posting', 'DEAD', 'PENDING'), ('posting', 'DEAD', 'DISCARDED'),
        ('posting', 'BLOCKED_BY_HOLD', 'PENDING'),
        ('posting', 'POSTED', 'REVERSING'), ('posting', 'REVERSING', 'REVERSED'), ('posting', 'REVERSING', 'PARKED');

      CREATE TRIGGER posting_initial BEFORE INSERT ON il.posting FOR EACH ROW
        WHEN (NEW.state <> 'PENDING') EXECUTE FUNCTION il.refuse_initial_state('posting');
      CREATE TRIGGER posting_state BEFORE UPDATE OF state ON il.posting FOR EACH ROW
        WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION il.guard_transition('posting', 'state');

      CREATE TABLE il.posting_attempt (
        posting_id text NOT NULL REFERENCES il.posting, n integer NOT NULL,
        action text NOT NULL CHECK (action IN ('SEND', 'PROBE')), worker text NOT NULL,
        started_at timestamptz NOT NULL, ended_at timestamptz NOT NULL DEFAULT now(),
        outcome text NOT NULL CHECK (outcome IN ('APPLIED', 'DUPLICATE', 'REJECTED', 'RETRYABLE', 'UNKNOWN', 'NOT_FOUND', 'FOUND', 'ABANDONED')),
        problem json, erp_document json,
        PRIMARY KEY (posting_id, n));
      CREATE TRIGGER posting_attempt_append_only BEFORE UPDATE OR DELETE ON il.posting_attempt
        FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE il.posting_attempt, il.posting;
      DELETE FROM il.state_transition WHERE machine = 'posting';
    `);
  }
}
