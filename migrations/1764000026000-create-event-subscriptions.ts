import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: backbone (who has events delivered to an address, and what that address refused). */
export class CreateEventSubscriptions1764000026000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE il.event_subscription (
        id text PRIMARY KEY, name text NOT NULL UNIQUE,
        -- Client in whose name events are delivered: what it may no longer see is not sent.
        owner text NOT NULL,
        url text NOT NULL,
        -- Null: every plant of the enterprise.
        plants text[],
        -- Empty: every type.
        types text[] NOT NULL DEFAULT '{}',
        -- Versions spoken where that is not the newest, such as inventory-movement/v1.
        versions text[] NOT NULL DEFAULT '{}',
        -- Signing secret, sealed with a key that is not in the database.
        sealed_secret text NOT NULL,
        state text NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'SUSPENDED', 'DISABLED')),
        state_reason text CHECK ((state = 'ACTIVE') = (state_reason IS NULL)),
        -- Events refused one after the other, with none taken in between.
        refused_in_row integer NOT NULL DEFAULT 0,
        delivered bigint NOT NULL DEFAULT 0, last_delivered_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());

      CREATE TABLE il.event_dead_letter (
        id text PRIMARY KEY,
        subscription_id text NOT NULL REFERENCES il.event_subscription ON DELETE CASCADE,
        position bigint NOT NULL,
        -- As it was sent.
        event json NOT NULL,
        -- HTTP status of the last answer.
        status smallint NOT NULL, attempts smallint NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        redelivered_at timestamptz, redelivered_by text,
        CHECK ((redelivered_at IS NULL) = (redelivered_by IS NULL)),
        UNIQUE (subscription_id, position));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE il.event_dead_letter, il.event_subscription");
  }
}
