import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Owner: platform/audit (ADR 0011). The entries become a partitioned, sequenced and signed log. Earlier entries are
 * left behind: they carry neither number nor code of a node, and no version with them was released.
 */
export class ChainAudit1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE il.audit_entry;

      CREATE SEQUENCE il.audit_entry_id;

      -- The transaction has its number before the row has its id: once all transactions that were under way at some
      -- moment have ended, every id given before that moment is decided, and the sequencer can leave it behind.
      -- Months become partitions of their own as they come; what has none goes to the default.
      CREATE TABLE il.audit_entry (
        id bigint NOT NULL
          DEFAULT nextval(CASE WHEN pg_current_xact_id() IS NOT NULL THEN 'il.audit_entry_id'::regclass END),
        at timestamptz NOT NULL DEFAULT now(),
        actor text NOT NULL, action text NOT NULL, resource_type text NOT NULL, resource_id text NOT NULL,
        plant_code text, correlation_id text NOT NULL, entry json NOT NULL, mac text NOT NULL,
        PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
      CREATE TABLE il.audit_entry_default PARTITION OF il.audit_entry DEFAULT;
      CREATE INDEX audit_resource ON il.audit_entry (resource_id);
      CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON il.audit_entry
        FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
      CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON il.audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();
      CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON il.audit_entry_default
        FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();

      -- The entries that one round of the sequencer gave their places, in their order; seq is the leaf index of RFC 9162.
      -- A row a round costs less than a row an entry. It stays when the entries are pruned.
      CREATE TABLE il.audit_batch (
        first_seq bigint PRIMARY KEY, last_seq bigint NOT NULL, entry_ids bigint[] NOT NULL,
        id_range int8range NOT NULL, from_at timestamptz NOT NULL, to_at timestamptz NOT NULL);
      CREATE INDEX audit_batch_ids ON il.audit_batch USING gist (id_range);
      CREATE TRIGGER audit_batch_append_only BEFORE UPDATE OR DELETE ON il.audit_batch
        FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
      CREATE TRIGGER audit_batch_no_truncate BEFORE TRUNCATE ON il.audit_batch
        FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();
      CREATE VIEW il.audit_place AS
        SELECT b.first_seq + u.place - 1 AS seq, u.id AS entry_id, b.first_seq, b.last_seq, b.id_range, b.from_at, b.to_at
        FROM il.audit_batch b CROSS JOIN LATERAL unnest(b.entry_ids) WITH ORDINALITY AS u(id, place);

      -- 256 hashes a tile; level n holds nodes of tree level 8n (C2SP tlog-tiles). Only the right-most tiles grow.
      CREATE TABLE il.audit_tile (
        level smallint NOT NULL, position bigint NOT NULL, hashes bytea NOT NULL, PRIMARY KEY (level, position));
      ALTER TABLE il.audit_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

      -- The one row that a sequencer replaces by compare and swap; last_leaf chains the next entry.
      CREATE TABLE il.audit_head (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only), origin text NOT NULL,
        size bigint NOT NULL DEFAULT 0, last_leaf bytea NOT NULL, id_floor bigint NOT NULL DEFAULT 0,
        id_mark bigint NOT NULL DEFAULT 0, xid_mark bigint NOT NULL DEFAULT 0, checkpoint_size bigint NOT NULL DEFAULT 0,
        checkpoint_at timestamptz NOT NULL DEFAULT 'epoch');

      CREATE TABLE il.audit_checkpoint (
        id bigserial PRIMARY KEY, size bigint NOT NULL, note text NOT NULL, at timestamptz NOT NULL DEFAULT now());
      CREATE INDEX audit_checkpoint_size ON il.audit_checkpoint (size);
      CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON il.audit_checkpoint
        FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
      CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON il.audit_checkpoint
        FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();

      -- Signing keys; a key signs checkpoints of sizes from_size to until_size. NULL: not yet, or still.
      CREATE TABLE il.audit_key (
        key_id text PRIMARY KEY, public_key text NOT NULL, from_size bigint, until_size bigint,
        created_at timestamptz NOT NULL DEFAULT now());

      -- What the log knows of each writing process: numbers up to watermark are accounted for.
      CREATE TABLE il.audit_node (
        node text PRIMARY KEY, watermark bigint NOT NULL DEFAULT 0, seen json NOT NULL DEFAULT '[]',
        excused json NOT NULL DEFAULT '[]', late json NOT NULL DEFAULT '[]', settled bigint NOT NULL DEFAULT 0, is_verified boolean NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT now(), closed_at timestamptz);
      -- What a process says of itself while it is idle.
      CREATE TABLE il.audit_beat (
        node text PRIMARY KEY, settled bigint NOT NULL, mac text NOT NULL, beat_at timestamptz NOT NULL DEFAULT now());

      -- Personal values; the entry holds only their salted commitments.
      CREATE TABLE il.audit_pii (
        commitment text PRIMARY KEY, subject text NOT NULL, field text NOT NULL, value text NOT NULL,
        salt text NOT NULL, at timestamptz NOT NULL DEFAULT now());
      CREATE INDEX audit_pii_subject ON il.audit_pii (subject);

      -- Signed statements about ranges whose entries were dropped after their time.
      CREATE TABLE il.audit_pruned (
        id bigserial PRIMARY KEY, first_seq bigint NOT NULL, last_seq bigint NOT NULL, note text NOT NULL,
        at timestamptz NOT NULL DEFAULT now());
      CREATE TRIGGER audit_pruned_append_only BEFORE UPDATE OR DELETE ON il.audit_pruned
        FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW il.audit_place;
      DROP TABLE il.audit_entry, il.audit_batch, il.audit_tile, il.audit_head, il.audit_checkpoint, il.audit_key,
        il.audit_node, il.audit_beat, il.audit_pii, il.audit_pruned;
      DROP SEQUENCE il.audit_entry_id;
      CREATE TABLE il.audit_entry (
        id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(),
        actor text NOT NULL, action text NOT NULL, resource_type text NOT NULL, resource_id text NOT NULL,
        plant_code text, correlation_id text NOT NULL, entry json NOT NULL);
      CREATE INDEX audit_resource ON il.audit_entry (resource_type, resource_id, id);
      CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON il.audit_entry
        FOR EACH ROW EXECUTE FUNCTION il.refuse_change();
      CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON il.audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change();
    `);
  }
}
