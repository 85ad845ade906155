import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: verification. What runs in an environment is read from the index alone, also for some of its plants. */
export class IndexPactLookups1764000017000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX il.pact_environment_version_live;
      CREATE INDEX pact_environment_version_live ON il.pact_environment_version
        (participant_id, environment_id, version_id) INCLUDE (kind, instance) WHERE ended_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX il.pact_environment_version_live;
      CREATE INDEX pact_environment_version_live ON il.pact_environment_version
        (environment_id, participant_id, version_id) WHERE ended_at IS NULL;
    `);
  }
}
