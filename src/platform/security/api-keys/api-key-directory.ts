import type { UnitOfWork } from "../../persistence/unit-of-work.js";

/** What the check of a key needs to know of it. */
export interface StoredApiKey {
  readonly clientId: string;
  readonly secretHash: string;
  readonly expiresAt: Date;
  readonly isRevoked: boolean;
}

const FIND = `
  SELECT client_id AS "clientId", secret_hash AS "secretHash", expires_at AS "expiresAt",
    revoked_at IS NOT NULL AS "isRevoked"
  FROM il.api_key WHERE key_id = $1`;

const TOUCH = `
  UPDATE il.api_key_use SET last_used_at = now() WHERE key_id = ANY($1::text[]) AND last_used_at < now() - interval '1 minute'`;

/** Reads keys outside any transaction: one round trip for each key that is seen for the first time in a minute. */
export class ApiKeyDirectory {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read" | "run">) {}

  async find(keyId: string): Promise<StoredApiKey | undefined> {
    const [key] = await this.unitOfWork.read<StoredApiKey>(FIND, [keyId]);
    return key;
  }

  /** Notes that keys were used, to the minute, so that their owner sees which one is still needed. */
  async noteUse(keyIds: readonly string[]): Promise<void> {
    if (keyIds.length > 0) await this.unitOfWork.run((tx) => tx.query(TOUCH, [keyIds]));
  }
}
