import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: backbone (how far each follower of the published events has come). */
export class CreateEventCursor1764000022000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE il.event_cursor (
        follower text PRIMARY KEY,
        -- Everything up to it has been taken.
        position bigint NOT NULL,
        holder text, lease_until timestamptz NOT NULL DEFAULT '-infinity',
        failing_since timestamptz, last_error text,
        created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE il.event_cursor");
  }
}
