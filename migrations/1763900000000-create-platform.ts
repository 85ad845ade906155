import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: platform (idempotency, messaging, audit, security) and orchestration (engine commands, executors). */
export class CreatePlatform1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA IF NOT EXISTS il;

      -- State machines, guarded by the database as well as by the code (test/migrations compares both).
      CREATE TABLE il.state_transition (
        machine text NOT NULL, from_state text NOT NULL, to_state text NOT NULL,
        PRIMARY KEY (machine, from_state, to_state));

      -- Trigger arguments: machine name, column name. SQLSTATE IL001 names the refused transition.
      CREATE FUNCTION il.guard_transition() RETURNS trigger LANGUAGE plpgsql AS $body$
      DECLARE
        old_state text := to_jsonb(OLD) ->> TG_ARGV[1];
        new_state text := to_jsonb(NEW) ->> TG_ARGV[1];
      BEGIN
        IF old_state IS DISTINCT FROM new_state AND NOT EXISTS (
          SELECT 1 FROM il.state_transition
          WHERE machine = TG_ARGV[0] AND from_state = old_state AND to_state = new_state)
        THEN
          RAISE EXCEPTION 'illegal transition of %: % -> %', TG_ARGV[0], old_state, new_state USING ERRCODE = 'IL001';
        END IF;
        RETURN NEW;
      END $body$;

      CREATE FUNCTION il.refuse_initial_state() RETURNS trigger LANGUAGE plpgsql AS $body$
      BEGIN
        RAISE EXCEPTION 'illegal initial state of %', TG_ARGV[0] USING ERRCODE = 'IL001';
      END $body$;

      CREATE FUNCTION il.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'IL002';
      END $body$;

      -- Rolls a batch statement back when one of its rows lost a race; the writer then runs the rows one by one.
      CREATE FUNCTION il.assert_equal(a bigint, b bigint) RETURNS boolean LANGUAGE plpgsql AS $body$
      BEGIN
        IF a <> b THEN RAISE EXCEPTION 'a concurrent change won' USING ERRCODE = 'IL003'; END IF;
        RETURN true;
      END $body$;

      CREATE TABLE il.idempotency (
        client_id text NOT NULL, operation text NOT NULL, key text NOT NULL,
        request_hash text NOT NULL, status smallint NOT NULL,
        -- The operation a 202 names, from which its answer is made again; another answer is kept itself.
        operation_id text, response text CHECK (operation_id IS NOT NULL OR response IS NOT NULL),
        created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL,
        PRIMARY KEY (client_id, operation, key));

      -- The resource behind a 202.
      CREATE TABLE il.operation_status (
        id text PRIMARY KEY, kind text NOT NULL, plant_code text NOT NULL, resource text NOT NULL,
        client_id text NOT NULL, correlation_id text NOT NULL,
        state text NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'SUCCEEDED', 'FAILED', 'PARKED')),
        problem json, submitted_at timestamptz NOT NULL DEFAULT now(), finished_at timestamptz);

      -- Transactional outbox; position is given by the relay in commit order, readers page by position.
      CREATE TABLE il.outbox (
        id bigserial PRIMARY KEY, event_id text NOT NULL, type text NOT NULL, plant_code text NOT NULL,
        partition_key text NOT NULL, event json NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
        position bigint, published_at timestamptz)
        -- Events of a few kilobytes stay in their row; compressing them costs more than it saves.
        WITH (toast_tuple_target = 8160);
      CREATE INDEX outbox_unpublished ON il.outbox (id) WHERE position IS NULL;
      CREATE UNIQUE INDEX outbox_position ON il.outbox (position) WHERE position IS NOT NULL;
      CREATE INDEX outbox_partition ON il.outbox (partition_key, id);

      CREATE TABLE il.audit_entry (
        id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(),
        actor text NOT NULL, action text NOT NULL, resource_type text NOT NULL, resource_id text NOT NULL,
        plant_code text, correlation_id text NOT NULL, entry json NOT NULL);
      CREATE INDEX audit_resource ON il.audit_entry (resource_type, resource_id, id);
      CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON il.audit_entry
        FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
      CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON il.audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();

      CREATE TABLE il.client (
        client_id text PRIMARY KEY, name text NOT NULL, kind text NOT NULL CHECK (kind IN ('HUMAN', 'SERVICE', 'EDGE')),
        secret_salt text NOT NULL, secret_hash text NOT NULL, grants json NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(), disabled_at timestamptz);

      -- Requests to the workflow engine, written in the business transaction and carried out by any worker.
      CREATE TABLE il.engine_command (
        id bigserial PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('START', 'SIGNAL')),
        flow text, workflow_id text NOT NULL, topic text, input json NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(), done_at timestamptz);
      CREATE INDEX engine_command_open ON il.engine_command (id) WHERE done_at IS NULL;

      CREATE TABLE il.executor (
        id text PRIMARY KEY, host text NOT NULL, pid integer NOT NULL,
        started_at timestamptz NOT NULL DEFAULT now(), beat_at timestamptz NOT NULL DEFAULT now());
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP SCHEMA il CASCADE");
  }
}
