import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: delivery (latency class, aggregation windows and timers of postings). */
export class ClassifyPostings1764000024000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A posting without sla_due_at is older than the timers. window_until is set while a posting waits to be put together
      -- with others; aggregated_into names the posting that carries it, which counts its members.
      ALTER TABLE il.posting
        ADD COLUMN latency_class text NOT NULL DEFAULT 'NRT' CHECK (latency_class IN ('RT', 'NRT', 'BATCH')),
        ADD COLUMN window_until timestamptz,
        ADD COLUMN aggregated_into text REFERENCES il.posting,
        ADD COLUMN member_count integer NOT NULL DEFAULT 0 CHECK (member_count BETWEEN 0 AND 500),
        ADD COLUMN sla_from timestamptz,
        ADD COLUMN sla_due_at timestamptz,
        ADD COLUMN sla_breached_at timestamptz,
        -- What an aggregate carries is never sent beside it.
        ADD CHECK (aggregated_into IS NULL OR state = 'AGGREGATED'),
        ADD CHECK ((sla_from IS NULL) = (sla_due_at IS NULL));
      CREATE INDEX posting_window ON il.posting (plant_code, order_number, seq)
        WHERE window_until IS NOT NULL AND state = 'PENDING' AND attempts = 0;
      CREATE INDEX posting_member ON il.posting (aggregated_into) WHERE aggregated_into IS NOT NULL;
      -- What is still on its way, and what came too late and has not been told of; what came in time is not in it.
      CREATE INDEX posting_sla ON il.posting (sla_due_at)
        WHERE sla_breached_at IS NULL AND sla_due_at IS NOT NULL AND (posted_at IS NULL OR posted_at > sla_due_at)
          AND state NOT IN ('DISCARDED', 'AGGREGATED');
      CREATE INDEX posting_breach ON il.posting (sla_breached_at) WHERE sla_breached_at IS NOT NULL;
      CREATE INDEX posting_posted ON il.posting USING brin (posted_at) WITH (autosummarize = on);
      -- An aggregate that the ERP refuses can be taken apart again.
      INSERT INTO il.state_transition (machine, from_state, to_state) VALUES ('posting', 'AGGREGATED', 'PENDING');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX il.posting_window, il.posting_member, il.posting_sla, il.posting_breach, il.posting_posted;
      ALTER TABLE il.posting DROP COLUMN latency_class, DROP COLUMN window_until, DROP COLUMN aggregated_into,
        DROP COLUMN member_count, DROP COLUMN sla_from, DROP COLUMN sla_due_at, DROP COLUMN sla_breached_at;
      DELETE FROM il.state_transition
        WHERE machine = 'posting' AND from_state = 'AGGREGATED' AND to_state = 'PENDING';
    `);
  }
}
