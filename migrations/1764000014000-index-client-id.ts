import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: security. Whoever reads a client id in a log or a grant must not take it for another client's. */
export class IndexClientId1764000014000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Client ids are ASCII; the collation keeps other rules for small letters (Turkish i) out.
      CREATE UNIQUE INDEX client_id_any_case ON il.client (lower(client_id COLLATE "C"));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX il.client_id_any_case");
  }
}
