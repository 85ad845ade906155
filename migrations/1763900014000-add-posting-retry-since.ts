import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: delivery. A posting's patience is counted from its first send, not from the time it waited behind others. */
export class AddPostingRetrySince1763900014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE il.posting ADD COLUMN retry_since timestamptz");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE il.posting DROP COLUMN retry_since");
  }
}
