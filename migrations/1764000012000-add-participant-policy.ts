import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: verification. What a participant's deployments are judged by: the contracts' gate too, or the pacts alone. */
export class AddParticipantPolicy1764000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE il.pact_participant
        ADD COLUMN policy text NOT NULL DEFAULT 'GOVERNED' CHECK (policy IN ('GOVERNED', 'PACT_ONLY'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE il.pact_participant DROP COLUMN policy;");
  }
}
