import type { UnitOfWork } from "../../persistence/unit-of-work.js";

const FIND_KEYS = `SELECT jwks FROM il.client_key_set WHERE client_id = $1`;

/**
 * Ended ones go at the same time, so the table holds no more than what the last hour used. The hour is the caller's,
 * as the ends are: another clock, such as the database's, might call an assertion ended that is still accepted.
 */
const CLAIM = `
  WITH ended AS (DELETE FROM il.client_assertion WHERE expires_at < $4::timestamptz - interval '1 hour')
  INSERT INTO il.client_assertion (client_id, token_id, expires_at) VALUES ($1, $2, $3)
  ON CONFLICT DO NOTHING RETURNING token_id`;

/** Public keys of clients, and which of their assertions were used. */
export class AssertionStore {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read" | "run">) {}

  /** A JWK set; an empty one for a client that has none. */
  async findKeys(clientId: string): Promise<unknown> {
    const [row] = await this.unitOfWork.read<{ readonly jwks: unknown }>(FIND_KEYS, [clientId]);
    return row?.jwks ?? { keys: [] };
  }

  /** Uses an assertion up. @returns false when any process used it before */
  async claim(clientId: string, tokenId: string, expiresAt: Date, now: Date): Promise<boolean> {
    const rows = await this.unitOfWork.run((tx) => tx.query(CLAIM, [clientId, tokenId, expiresAt, now]));
    return rows.length === 1;
  }
}
