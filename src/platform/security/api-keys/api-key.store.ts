import type { Clock } from "../../../kernel/clock.js";
import { InterlockError } from "../../../kernel/problem.js";
import type { UlidFactory } from "../../../kernel/ulid.js";
import type { AuditLog } from "../../audit/audit-log.js";
import type { Tx } from "../../persistence/unit-of-work.js";
import type { ClientChange } from "../clients/client-change.js";
import { requireClient } from "../clients/require-client.js";
import { securityProblems } from "../problems.js";
import { formatApiKey, hashApiKeySecret, newApiKeySecret } from "./api-key.js";

/** What a key is to be. */
export interface ApiKeyDefinition {
  /** 1 to 100 characters: where the key is used. */
  readonly name: string;
  readonly expiresInDays: number;
}

/** A key as it can be shown. */
export interface ApiKeyRecord {
  readonly keyId: string;
  readonly name: string;
  readonly state: "LIVE" | "EXPIRED" | "REVOKED";
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** Shown once; only a hash is kept. */
export interface NewApiKey {
  readonly keyId: string;
  readonly apiKey: string;
  readonly expiresAt: Date;
}

const DAY_MS = 86_400_000;
const DAYS_MAX = 366;

/** An expired key gives its place free; it stays in the list. */
const RETIRE_EXPIRED = `
  UPDATE il.api_key SET revoked_at = expires_at, revoked_by = 'expiry'
  WHERE client_id = $1 AND revoked_at IS NULL AND expires_at <= $2`;

const LIVE_SLOTS = `SELECT slot FROM il.api_key WHERE client_id = $1 AND revoked_at IS NULL`;

const INSERT = `
  WITH key AS (
    INSERT INTO il.api_key (key_id, client_id, name, slot, secret_hash, created_at, created_by, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING key_id)
  INSERT INTO il.api_key_use (key_id) SELECT key_id FROM key`;

const LIST = `
  SELECT k.key_id AS "keyId", k.name, k.created_at AS "createdAt", k.created_by AS "createdBy",
    k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt", NULLIF(u.last_used_at, '-infinity') AS "lastUsedAt",
    CASE WHEN k.expires_at <= $2 AND (k.revoked_at IS NULL OR k.revoked_by = 'expiry') THEN 'EXPIRED'
      WHEN k.revoked_at IS NOT NULL THEN 'REVOKED' ELSE 'LIVE' END AS state
  FROM il.api_key k JOIN il.api_key_use u USING (key_id) WHERE k.client_id = $1 ORDER BY k.key_id`;

const REVOKE = `
  UPDATE il.api_key SET revoked_at = $3, revoked_by = $4
  WHERE client_id = $1 AND key_id = $2 AND revoked_at IS NULL RETURNING name`;

const EXISTS = `SELECT 1 FROM il.api_key WHERE client_id = $1 AND key_id = $2`;

/** API keys of clients. Every change writes its audit entry in the same transaction; no entry holds a secret. */
export class ApiKeyStore {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError CLIENT_UNKNOWN, CREDENTIAL_INVALID, API_KEY_LIMIT */
  async create(tx: Tx, clientId: string, definition: ApiKeyDefinition, change: ClientChange): Promise<NewApiKey> {
    requireUsable(definition);
    await requireClient(tx, clientId);
    const slot = await this.#freeSlot(tx, clientId);
    const keyId = this.ids.next();
    const secret = newApiKeySecret();
    const { name, expiresInDays } = definition;
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + expiresInDays * DAY_MS);
    const values = [keyId, clientId, name, slot, hashApiKeySecret(secret), now, change.actor, expiresAt];
    await tx.query(INSERT, values);
    await this.#audit(tx, "key:create", clientId, change, { keyId, name, expiresAt: expiresAt.toISOString() });
    return { keyId, apiKey: formatApiKey({ keyId, secret }), expiresAt };
  }

  async list(tx: Tx, clientId: string): Promise<readonly ApiKeyRecord[]> {
    return await tx.query<ApiKeyRecord>(LIST, [clientId, this.clock.now()]);
  }

  /** Ends a key in every process within two seconds. Ending it again changes nothing. @throws InterlockError API_KEY_UNKNOWN */
  async revoke(tx: Tx, clientId: string, keyId: string, change: ClientChange): Promise<void> {
    const revoked = await tx.query(REVOKE, [clientId, keyId, this.clock.now(), change.actor]);
    if (revoked.length > 0) return await this.#audit(tx, "key:revoke", clientId, change, { keyId });
    if ((await tx.query(EXISTS, [clientId, keyId])).length > 0) return;
    throw new InterlockError(securityProblems.API_KEY_UNKNOWN, {
      detail: `Client ${clientId.slice(0, 64)} has no API key ${keyId.slice(0, 26)}; list its keys to see their ids.`,
    });
  }

  async #freeSlot(tx: Tx, clientId: string): Promise<number> {
    await tx.query(RETIRE_EXPIRED, [clientId, this.clock.now()]);
    const taken = await tx.query<{ readonly slot: number }>(LIVE_SLOTS, [clientId]);
    const free = [1, 2].find((slot) => !taken.some((key) => key.slot === slot));
    if (free !== undefined) return free;
    throw new InterlockError(securityProblems.API_KEY_LIMIT, {
      detail: `Client ${clientId} has two live API keys; revoke the one that is not used any more first.`,
    });
  }

  async #audit(
    tx: Tx,
    action: string,
    clientId: string,
    change: ClientChange,
    after: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.auditLog.append(tx, [{ ...change, action, resourceType: "client", resourceId: clientId, after }]);
  }
}

function requireUsable({ name, expiresInDays }: ApiKeyDefinition): void {
  const isNameUsable = typeof name === "string" && name.trim() !== "" && name.length <= 100 && !name.includes("\u0000");
  if (!isNameUsable) throw invalid("name must be 1 to 100 characters");
  if (!Number.isInteger(expiresInDays) || expiresInDays < 1 || expiresInDays > DAYS_MAX) {
    throw invalid(`expiresInDays must be a whole number from 1 to ${DAYS_MAX}`);
  }
}

function invalid(reason: string): InterlockError {
  return new InterlockError(securityProblems.CREDENTIAL_INVALID, { detail: `The API key was not made: ${reason}.` });
}
