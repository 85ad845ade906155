import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: usage. */
export class CreateUsage1764000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Counts per day (UTC). Keys begin with what a review asks for: one version of one API.
      CREATE TABLE il.usage_call (
        api text NOT NULL, version text NOT NULL, operation text NOT NULL,
        client_id text NOT NULL, plant_code text NOT NULL, day date NOT NULL,
        calls bigint NOT NULL CHECK (calls > 0), requests bigint NOT NULL, answers bigint NOT NULL,
        is_complete boolean NOT NULL,
        PRIMARY KEY (api, version, operation, client_id, plant_code, day));
      CREATE TABLE il.usage_field (
        api text NOT NULL, version text NOT NULL, operation text NOT NULL,
        client_id text NOT NULL, plant_code text NOT NULL,
        direction text NOT NULL CHECK (direction IN ('request', 'response')), field text NOT NULL, day date NOT NULL,
        calls bigint NOT NULL CHECK (calls > 0),
        PRIMARY KEY (api, version, operation, client_id, plant_code, direction, field, day));
      -- Nobody seen means something only while somebody looked.
      CREATE TABLE il.usage_window (
        recorder_id text PRIMARY KEY, started_at timestamptz NOT NULL, observed_until timestamptz NOT NULL,
        lost_calls bigint NOT NULL, CHECK (observed_until >= started_at));
      CREATE INDEX usage_window_until ON il.usage_window (observed_until);
      CREATE INDEX usage_call_day ON il.usage_call (day);
      CREATE INDEX usage_field_day ON il.usage_field (day);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE il.usage_window, il.usage_field, il.usage_call");
  }
}
