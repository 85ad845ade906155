import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What an accepted write costs the database. An event was JSON before it came here, so that reading it again at every
 * INSERT proved nothing; keys expire roughly in the order of their rows, which a block range index tells as well.
 */
export class LightenAccept1764000021000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE il.outbox ALTER COLUMN event TYPE text;
      DROP INDEX il.idempotency_expiry;
      CREATE INDEX idempotency_expiry ON il.idempotency USING brin (expires_at) WITH (pages_per_range = 32);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX il.idempotency_expiry;
      CREATE INDEX idempotency_expiry ON il.idempotency (expires_at);
      ALTER TABLE il.outbox ALTER COLUMN event TYPE json USING event::json;
    `);
  }
}
