import { BATCH_ENTRIES_MAX } from "../sequencer/sequencer-statements.js";

export const LOG_STATE = `
  SELECT h.origin, h.size::float8 AS size,
    coalesce((SELECT max(size) FROM il.audit_checkpoint), 0)::float8 AS "signedSize"
  FROM il.audit_head h`;
export const LOG_KEYS = `
  SELECT public_key AS vkey, from_size::float8 AS "fromSize", until_size::float8 AS "untilSize"
  FROM il.audit_key WHERE from_size IS NOT NULL ORDER BY from_size`;
export const CHECKPOINTS = "SELECT note FROM il.audit_checkpoint WHERE size <= $1 ORDER BY id";
export const NEWEST_CHECKPOINT = `
  SELECT note, size::float8 AS size, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
  FROM il.audit_checkpoint ORDER BY size DESC, id DESC LIMIT 1`;
export const PRUNED_NOTES = "SELECT note FROM il.audit_pruned ORDER BY first_seq";
export const LEAF_TILES = `
  SELECT position::float8 AS position, hashes FROM il.audit_tile
  WHERE level = 0 AND position >= $1 ORDER BY position LIMIT $2`;
export const TILE = "SELECT hashes FROM il.audit_tile WHERE level = $1 AND position = $2";
/** Entries of a window of sequences. The most entries of a batch bound where the first one can begin. */
export const ENTRY_TEXTS = `
  SELECT p.seq::float8 AS seq, e.entry::text AS text, e.mac
  FROM il.audit_place p JOIN il.audit_entry e ON e.id = p.entry_id AND e.at BETWEEN p.from_at AND p.to_at
  WHERE p.first_seq > $1::bigint - ${BATCH_ENTRIES_MAX} AND p.first_seq <= $2 AND p.last_seq >= $1 AND p.seq BETWEEN $1 AND $2
  ORDER BY p.seq`;

/** Entries in the order of the log; each condition holds where its parameter is not null. */
export const LIST_ENTRIES = `
  SELECT p.seq::float8 AS seq, e.entry
  FROM il.audit_entry e JOIN il.audit_place p ON p.id_range @> e.id AND p.entry_id = e.id
  WHERE p.seq > $1 AND ($2::text IS NULL OR e.resource_type = $2) AND ($3::text IS NULL OR e.resource_id = $3)
    AND ($4::text IS NULL OR e.actor = $4) AND ($5::text IS NULL OR e.action = $5)
    AND ($6::text IS NULL OR e.plant_code = $6) AND ($7::text IS NULL OR e.correlation_id = $7)
  ORDER BY p.seq LIMIT $8`;
