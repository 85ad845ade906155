import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { CONFIRMATION_COLUMNS, type ConfirmationRow } from "./confirmation-row.js";

const SAME_SOURCE = "plant_code = $1 AND order_number = $2 AND client_id = $3";
/** A reversal is no report: it stands in no sequence. */
const IS_OPEN = "state IN ('RECEIVED', 'WAITING_FOR_SEQUENCE', 'QUARANTINED') AND reverses IS NULL";

const LOCK_EARLIER_NUMBERED = `
  SELECT ${CONFIRMATION_COLUMNS} FROM il.confirmation
  WHERE ${SAME_SOURCE} AND sequence > $4::bigint AND sequence < $5::bigint AND ${IS_OPEN}
  ORDER BY sequence LIMIT 1 FOR UPDATE`;

const LOCK_EARLIER_UNNUMBERED = `
  SELECT ${CONFIRMATION_COLUMNS} FROM il.confirmation
  WHERE ${SAME_SOURCE} AND sequence IS NULL AND id < $4 AND ${IS_OPEN} ORDER BY id LIMIT 1 FOR UPDATE`;

const COUNT_BETWEEN = `
  SELECT count(*)::int AS count FROM il.confirmation
  WHERE ${SAME_SOURCE} AND sequence > $4::bigint AND sequence < $5::bigint`;

const NEXT_WAITING = `
  SELECT ${CONFIRMATION_COLUMNS} FROM il.confirmation
  WHERE ${SAME_SOURCE} AND sequence > $4::bigint AND state = 'WAITING_FOR_SEQUENCE' ORDER BY sequence LIMIT 1`;

/**
 * The first report of the same source that came to be before this one and is still open: by its number, or by the time
 * of its acceptance when neither has one.
 */
export async function lockPredecessor(
  tx: Tx,
  row: ConfirmationRow,
  lastApplied: number,
): Promise<ConfirmationRow | undefined> {
  const [predecessor] =
    row.sequence === null
      ? await tx.query<ConfirmationRow>(LOCK_EARLIER_UNNUMBERED, [...sourceOf(row), row.id])
      : await tx.query<ConfirmationRow>(LOCK_EARLIER_NUMBERED, [...sourceOf(row), lastApplied, row.sequence]);
  return predecessor;
}

/** How many reports with a number between the last applied one and this one were received, whatever became of them. */
export async function countStoredBetween(tx: Tx, row: ConfirmationRow, lastApplied: number): Promise<number> {
  if (row.sequence === null || row.sequence <= lastApplied + 1) return 0;
  const [found] = await tx.query<{ count: number }>(COUNT_BETWEEN, [...sourceOf(row), lastApplied, row.sequence]);
  return found?.count ?? 0;
}

/** The first report of the same source behind this one that waits for its turn. */
export async function nextWaiting(tx: Tx, row: ConfirmationRow): Promise<ConfirmationRow | undefined> {
  if (row.sequence === null) return undefined;
  return (await tx.query<ConfirmationRow>(NEXT_WAITING, [...sourceOf(row), row.sequence]))[0];
}

const sourceOf = (row: ConfirmationRow): string[] => [row.plantCode, row.orderNumber, row.clientId];
