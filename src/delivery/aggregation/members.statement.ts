import { POSTING_COLUMNS } from "../posting-row.js";

/** $1 aggregate */
export const MEMBERS_OF = `SELECT ${POSTING_COLUMNS} FROM il.posting p WHERE p.aggregated_into = $1 ORDER BY p.seq`;

/**
 * What was sent for them counts as theirs, so that what readers see of them never goes back. $1 aggregate. They stand where they always stood, before everything that came later; the ERP has none of them.
 */
export const FREE_MEMBERS = `
  UPDATE il.posting p SET state = 'PENDING', aggregated_into = NULL, attempts = p.attempts + a.attempts,
    next_at = clock_timestamp(), retry_since = NULL, problem = NULL, updated_at = clock_timestamp()
  FROM il.posting a WHERE p.aggregated_into = a.id AND a.id = $1 RETURNING ${POSTING_COLUMNS}`;

/** $1 ids, $2 aggregate that carries them from now on */
export const MOVE_MEMBERS = `
  UPDATE il.posting p SET aggregated_into = $2, attempts = p.attempts + a.attempts, updated_at = clock_timestamp()
  FROM il.posting a WHERE p.id = ANY($1) AND a.id = p.aggregated_into`;

/** $1 id, $2 expected state */
export const DISCARD_AGGREGATE = `
  UPDATE il.posting SET state = 'DISCARDED', updated_at = clock_timestamp() WHERE id = $1 AND state = $2 RETURNING id`;
