/** Fixed number of the lock that only one sequencer of a database holds at a time. */
const LOCK_KEY = 0x696c_0011;

/** Entries of one round. No log may hold a batch with more: who reads a range of it begins so far before. */
export const BATCH_ENTRIES_MAX = 2_000;

export const TRY_LOCK = `SELECT pg_try_advisory_xact_lock(${LOCK_KEY}) AS "isHeld"`;

/** Every transaction below it is decided. */
export const OLDEST_TRANSACTION = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid";
/** No transaction from here on has begun. */
export const NEXT_TRANSACTION = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid";
export const BEATS = `
  SELECT node, settled::float8 AS settled, mac,
    beat_at < clock_timestamp() - make_interval(secs => $1) AS "isSilent"
  FROM il.audit_beat`;

export const READ_HEAD = `
  SELECT origin, size::float8 AS size, last_leaf AS "lastLeaf", id_floor::text AS "idFloor",
    id_mark::text AS "idMark", xid_mark::text AS "xidMark", checkpoint_size::float8 AS "checkpointSize",
    extract(epoch FROM clock_timestamp() - checkpoint_at)::float8 AS "checkpointAgeSeconds"
  FROM il.audit_head`;
export const CREATE_HEAD = "INSERT INTO il.audit_head (origin, last_leaf) VALUES ($1, $2) ON CONFLICT DO NOTHING";

/** Stands between the texts of a round (RFC 7464): JSON cannot hold it. */
export const RECORD_SEPARATOR = "\x1e";

/**
 * Visible entries above the floor that no round has given a place, all of them in one row: their ids go back to the
 * database as they came, and a row for each would cost this process more than its hashes.
 */
export const UNPLACED_ENTRIES = `
  WITH placed AS MATERIALIZED (
    SELECT u.id FROM il.audit_batch b CROSS JOIN LATERAL unnest(b.entry_ids) AS u(id)
    WHERE b.id_range && int8range($1::bigint + 1, NULL)),
  unplaced AS MATERIALIZED (
    SELECT e.id, e.at, e.entry, e.mac FROM il.audit_entry e
    WHERE e.id > $1 AND NOT EXISTS (SELECT 1 FROM placed WHERE placed.id = e.id)
    ORDER BY e.id LIMIT $2)
  SELECT count(*)::int AS count, array_agg(id ORDER BY id)::text AS ids, max(id)::text AS "lastId",
    min(at)::text AS "fromAt", max(at)::text AS "toAt",
    string_agg(entry::text, E'\\x1e' ORDER BY id) AS texts,
    string_agg(replace(mac, E'\\x1e', ' '), E'\\x1e' ORDER BY id) AS macs
  FROM unplaced`;

/** How long the oldest entry above the newest batch has been waiting for its place; 0 when none does. */
export const LAG = `
  SELECT coalesce((
    SELECT extract(epoch FROM clock_timestamp() - e.at) FROM il.audit_entry e
    WHERE e.id > coalesce((SELECT upper(id_range) - 1 FROM il.audit_batch ORDER BY first_seq DESC LIMIT 1), 0)
    ORDER BY e.id LIMIT 1), 0)::float8 AS seconds`;

/** How long entries have been in the log without a signature over them; 0 when all are signed. */
export const UNSIGNED = `
  SELECT CASE WHEN size > checkpoint_size THEN extract(epoch FROM clock_timestamp() - greatest(checkpoint_at,
    (SELECT from_at FROM il.audit_batch WHERE last_seq >= checkpoint_size ORDER BY first_seq LIMIT 1)))
    ELSE 0 END::float8 AS seconds
  FROM il.audit_head`;

export const READ_TILES = `
  SELECT t.level, t.position::float8 AS position, t.hashes FROM il.audit_tile t
  JOIN unnest($1::smallint[], $2::bigint[]) AS w(level, position) USING (level, position)`;
export const WRITE_TILES = `
  INSERT INTO il.audit_tile (level, position, hashes)
  SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])
  ON CONFLICT (level, position) DO UPDATE SET hashes = EXCLUDED.hashes`;
export const WRITE_BATCH = `
  INSERT INTO il.audit_batch (first_seq, last_seq, entry_ids, id_range, from_at, to_at)
  SELECT $1::bigint, $1::bigint + cardinality(ids) - 1, ids, int8range(ids[1], ids[cardinality(ids)], '[]'), $3, $4
  FROM (SELECT $2::bigint[] AS ids) e`;

/** Compare and swap: a sequencer that was overtaken changes no row, and gives up. */
export const SWAP_HEAD = `
  UPDATE il.audit_head SET size = $2, last_leaf = $3, id_floor = $4, id_mark = $5, xid_mark = $6,
    checkpoint_size = $7, checkpoint_at = CASE WHEN $8 THEN clock_timestamp() ELSE checkpoint_at END
  WHERE size = $1 RETURNING size`;
export const WRITE_CHECKPOINT = "INSERT INTO il.audit_checkpoint (size, note) VALUES ($1, $2)";

export const READ_KEYS = `
  SELECT public_key AS vkey, from_size::float8 AS "fromSize", until_size::float8 AS "untilSize"
  FROM il.audit_key WHERE from_size IS NOT NULL ORDER BY from_size`;
export const WRITE_KEY = `
  INSERT INTO il.audit_key (key_id, public_key, from_size) VALUES ($1, $2, $3)
  ON CONFLICT (key_id) DO UPDATE SET from_size = EXCLUDED.from_size`;
export const RETIRE_KEY = "UPDATE il.audit_key SET until_size = $2 WHERE key_id = $1";

const NODE_COLUMNS = `
  node, watermark::float8 AS watermark, seen, excused, late, settled::float8 AS settled, is_verified AS "isVerified"`;
export const READ_NODES = `
  SELECT ${NODE_COLUMNS}, seen_at < clock_timestamp() - make_interval(secs => $1) AS "isSilent"
  FROM il.audit_node WHERE closed_at IS NULL`;
/** A closed node, whose entries are not expected any more. */
export const READ_NODE = `SELECT ${NODE_COLUMNS}, false AS "isSilent" FROM il.audit_node WHERE node = $1`;
export const WRITE_NODES = `
  INSERT INTO il.audit_node (node, watermark, seen, excused, late, settled, is_verified)
  SELECT node, watermark, seen, excused, late, settled, "isVerified"
  FROM json_to_recordset($1) AS n(node text, watermark bigint, seen json, excused json, late json, settled bigint,
    "isVerified" boolean)
  ON CONFLICT (node) DO UPDATE SET watermark = EXCLUDED.watermark, seen = EXCLUDED.seen, excused = EXCLUDED.excused,
    late = EXCLUDED.late, settled = EXCLUDED.settled, seen_at = clock_timestamp(), closed_at = NULL`;
export const CLOSE_NODES = "UPDATE il.audit_node SET closed_at = clock_timestamp() WHERE node = ANY($1)";
export const FORGET_BEATS = "DELETE FROM il.audit_beat WHERE node = ANY($1)";
