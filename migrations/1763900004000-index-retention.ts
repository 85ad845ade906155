import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Owner: orchestration (cleaning and the sweep of forgotten reports). Both indexes cost an accepted write little: the
 * first grows at its right edge only, the second holds no row but those of the sweep.
 */
export class IndexRetention1763900004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX idempotency_expiry ON il.idempotency (expires_at);
      CREATE INDEX engine_command_sweep ON il.engine_command (workflow_id) WHERE workflow_id LIKE 'execution:%:sweep-%';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX il.engine_command_sweep, il.idempotency_expiry");
  }
}
