import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: delivery (how much may go to each ERP, agreed by all workers). */
export class CreateDestinations1764000023000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE il.destination (
        name text PRIMARY KEY,
        breaker text NOT NULL DEFAULT 'CLOSED' CHECK (breaker IN ('CLOSED', 'OPEN', 'HALF_OPEN')),
        -- Why it is not closed: the problem of the posting that opened it.
        problem json, opened_at timestamptz,
        -- OPEN: when one worker may try again. HALF_OPEN: when that worker has lost its turn.
        open_until timestamptz, prober text,
        -- From here the full load is reached again little by little.
        recovered_at timestamptz,
        tokens double precision NOT NULL DEFAULT 0, tokens_at timestamptz NOT NULL DEFAULT '-infinity',
        -- Worker → what it may use, until when, and the limits it knows of.
        shares json NOT NULL DEFAULT '{}',
        updated_at timestamptz NOT NULL DEFAULT now(),
        CHECK ((breaker = 'CLOSED') = (open_until IS NULL)),
        CHECK ((breaker = 'HALF_OPEN') = (prober IS NOT NULL)))
        -- Rewritten several times a second while it is in use.
        WITH (fillfactor = 50);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE il.destination");
  }
}
