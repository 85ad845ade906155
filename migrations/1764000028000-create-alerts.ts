import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: recovery (alerts about what somebody has to look at; who replayed how much of a group). */
export class CreateAlerts1764000028000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ALERTS);
    await runner.query(`
      -- Few of all orders; which of them failed is asked every minute.
      CREATE INDEX production_order_failed ON il.production_order (plant_code, sync_state)
        WHERE sync_state IN ('REJECTED', 'NACKED', 'DISPATCH_FAILED');
      -- What one person replays without another: the cause of a posting is gone from the ledger once it is posted.
      ALTER TABLE il.replay_item ADD COLUMN fingerprint text;
      ALTER TABLE il.replay_job ADD COLUMN earlier_postings integer NOT NULL DEFAULT 0;
      CREATE INDEX replay_job_requested ON il.replay_job (requested_at);
      CREATE TRIGGER replay_item_cause_kept BEFORE UPDATE OF fingerprint ON il.replay_item
        FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
      -- From a request to the work it has led to.
      CREATE INDEX operation_status_correlation ON il.operation_status (correlation_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX il.operation_status_correlation, il.replay_job_requested, il.production_order_failed;
      DROP TRIGGER replay_item_cause_kept ON il.replay_item;
      ALTER TABLE il.replay_job DROP COLUMN earlier_postings;
      ALTER TABLE il.replay_item DROP COLUMN fingerprint;
      DROP TABLE il.alert, il.alert_watch;
    `);
  }
}

const ALERTS = `
  CREATE TABLE il.alert (
    id text PRIMARY KEY, plant_code text NOT NULL, rule text NOT NULL,
    -- What it is about, such as the fingerprint of a failure group; one alert is open for a rule and a subject.
    subject text NOT NULL CHECK (subject <> ''),
    severity text NOT NULL CHECK (severity IN ('WARNING', 'CRITICAL')),
    title text NOT NULL, detail text NOT NULL, remedy text NOT NULL, owner text,
    count integer NOT NULL CHECK (count >= 1),
    state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'ACKNOWLEDGED', 'RESOLVED')),
    raised_at timestamptz NOT NULL DEFAULT now(), seen_at timestamptz NOT NULL DEFAULT now(),
    escalation_level integer NOT NULL DEFAULT 0, escalated_at timestamptz,
    acknowledged_at timestamptz, acknowledged_by text, note text, resolved_at timestamptz,
    traceparent text NOT NULL,
    CHECK (state <> 'ACKNOWLEDGED' OR (acknowledged_at IS NOT NULL AND acknowledged_by IS NOT NULL AND note IS NOT NULL)),
    CHECK ((state = 'RESOLVED') = (resolved_at IS NOT NULL)));
  CREATE UNIQUE INDEX alert_open ON il.alert (plant_code, rule, subject) WHERE state <> 'RESOLVED';
  CREATE INDEX alert_plant ON il.alert (plant_code, id DESC);
  CREATE TRIGGER alert_final BEFORE UPDATE ON il.alert FOR EACH ROW
    WHEN (OLD.state = 'RESOLVED') EXECUTE FUNCTION il.refuse_change();
  CREATE TRIGGER alert_immutable BEFORE UPDATE OF id, plant_code, rule, subject, raised_at ON il.alert
    FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
  CREATE TRIGGER alert_kept BEFORE DELETE ON il.alert FOR EACH ROW EXECUTE FUNCTION il.refuse_change();

  -- When a rule was last looked at, so that many workers look no more often than one.
  CREATE TABLE il.alert_watch (rule text PRIMARY KEY, looked_at timestamptz NOT NULL);
`;
