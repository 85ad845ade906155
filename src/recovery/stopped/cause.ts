/**
 * SQL of the business cause of posting `p`: what its problem says, without the words that differ from message to message.
 * The catalogue's code tells what is wrong, the foreign code which rule of the ERP says so, the pointer where.
 */
export const CAUSE_COLUMNS = `
  p.plant_code AS "plantCode", p.destination, coalesce(p.problem ->> 'code', 'NO_ANSWER') AS code,
  coalesce(p.problem ->> 'class', 'TECHNICAL') AS class, coalesce(p.problem -> 'erp' ->> 'code', '') AS "erpCode",
  coalesce(p.problem -> 'errors' -> 0 ->> 'pointer', '') AS field`;

/** SHA-256 of the cause: the same trouble keeps its name while postings come and go. */
export const FINGERPRINT = `encode(sha256(convert_to(concat_ws(chr(31), p.plant_code, p.destination,
  coalesce(p.problem ->> 'code', 'NO_ANSWER'), coalesce(p.problem -> 'erp' ->> 'code', ''),
  coalesce(p.problem -> 'errors' -> 0 ->> 'pointer', '')), 'UTF8')), 'hex')`;

/** A posting that does not go on by itself, or of which nobody knows whether it arrived. */
export const IS_STOPPED = "p.state IN ('PARKED', 'DEAD', 'UNKNOWN')";

/** The text of the ledger's partial index on lanes. */
export const IS_IN_LANE = "NOT IN ('POSTED', 'DISCARDED', 'AGGREGATED', 'REVERSED')";
