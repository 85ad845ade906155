import type { MigrationInterface, QueryRunner } from "typeorm";

/** Owner: security. Further ways for a client to prove itself, and the signal that one of them has ended. */
export class CreateIdentity1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- At most two live keys of a client, so that one can be replaced while the other still works.
      CREATE TABLE il.api_key (
        key_id text PRIMARY KEY, client_id text NOT NULL REFERENCES il.client, name text NOT NULL,
        slot smallint NOT NULL CHECK (slot IN (1, 2)), secret_hash text NOT NULL,
        created_at timestamptz NOT NULL, created_by text NOT NULL,
        expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
        revoked_at timestamptz, revoked_by text);
      CREATE UNIQUE INDEX api_key_live ON il.api_key (client_id, slot) WHERE revoked_at IS NULL;

      -- Apart from the key, because a use changes nothing that a process must hear of.
      CREATE TABLE il.api_key_use (
        key_id text PRIMARY KEY REFERENCES il.api_key, last_used_at timestamptz NOT NULL DEFAULT '-infinity');

      -- A certificate speaks for one client: by its own thumbprint, or by the subject that the client CA vouches for.
      CREATE TABLE il.client_certificate (
        id text PRIMARY KEY, client_id text NOT NULL REFERENCES il.client,
        thumbprint text UNIQUE, subject text UNIQUE, CHECK ((thumbprint IS NULL) <> (subject IS NULL)),
        created_at timestamptz NOT NULL, created_by text NOT NULL);
      CREATE INDEX client_certificate_client ON il.client_certificate (client_id);

      -- Public keys that a client signs its assertions with (RFC 7523), and the assertions that were used already.
      CREATE TABLE il.client_key_set (
        client_id text PRIMARY KEY REFERENCES il.client, jwks json NOT NULL, updated_at timestamptz NOT NULL);
      CREATE TABLE il.client_assertion (
        client_id text NOT NULL, token_id text NOT NULL, expires_at timestamptz NOT NULL,
        PRIMARY KEY (client_id, token_id));
      CREATE INDEX client_assertion_expiry ON il.client_assertion (expires_at);

      -- What processes follow to forget credentials. The lock is held until the commit, so ids become visible in
      -- their order and a reader that asks for more than the last id it saw misses none.
      CREATE TABLE il.credential_change (
        id bigserial PRIMARY KEY, client_id text NOT NULL, changed_at timestamptz NOT NULL DEFAULT now());

      CREATE FUNCTION il.note_credential_change() RETURNS trigger LANGUAGE plpgsql AS $body$
      BEGIN
        PERFORM pg_advisory_xact_lock(1768685568, 3);
        INSERT INTO il.credential_change (client_id) VALUES (OLD.client_id);
        RETURN NULL;
      END $body$;

      CREATE TRIGGER client_changed AFTER UPDATE OR DELETE ON il.client
        FOR EACH ROW EXECUTE FUNCTION il.note_credential_change();
      CREATE TRIGGER api_key_changed AFTER UPDATE OR DELETE ON il.api_key
        FOR EACH ROW EXECUTE FUNCTION il.note_credential_change();
      CREATE TRIGGER client_certificate_changed AFTER UPDATE OR DELETE ON il.client_certificate
        FOR EACH ROW EXECUTE FUNCTION il.note_credential_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER client_changed ON il.client;
      DROP TABLE il.credential_change, il.client_assertion, il.client_key_set, il.client_certificate, il.api_key_use,
        il.api_key;
      DROP FUNCTION il.note_credential_change();
    `);
  }
}
