import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { SqlPredicate } from "../platform/security/public.js";
import { type ContractBundle, openBundle } from "./contract-bundle.js";
import type { ContractKind } from "./contract-kind.js";
import type { ContractState } from "./contract-states.js";
import type { ContractOrigin, ContractVersion } from "./contract-version.js";

interface VersionRow {
  readonly digest: string;
  readonly kind: ContractKind;
  readonly name: string;
  readonly major: string;
  readonly version: string;
  readonly title: string;
  readonly owner: string;
  readonly domain: string;
  readonly origin: ContractOrigin;
  readonly author: string;
  readonly state: ContractState;
  readonly registered_at: Date;
  readonly state_changed_at: Date;
}

const COLUMNS =
  "digest, kind, name, major, version, title, owner, domain, origin, author, state, registered_at, state_changed_at";
const INSERT = `
  INSERT INTO il.contract_version
    (digest, kind, name, major, version, title, owner, domain, origin, author, registered_at, state_changed_at, bundle)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
  ON CONFLICT (digest) DO NOTHING RETURNING digest`;
const LOCK = `SELECT ${COLUMNS} FROM il.contract_version WHERE digest = $1 FOR UPDATE`;
const MOVE = `UPDATE il.contract_version SET state = $2, state_changed_at = $3 WHERE digest = $1 AND state = $4 RETURNING digest`;
/** A prefix long enough to be unique is as good as the whole digest for people. */
const FIND = `SELECT ${COLUMNS} FROM il.contract_version WHERE digest LIKE $1 || '%' LIMIT 2`;
const READY = `
  SELECT digest FROM il.contract_version WHERE state IN ('approved', 'suspended') AND kind = 'openapi'
  ORDER BY state_changed_at DESC LIMIT $1`;
const BUNDLES = "SELECT digest, bundle FROM il.contract_version WHERE digest = ANY($1)";

/** Which versions a list shows; absent members do not restrict it. */
export interface VersionFilter {
  readonly kind?: string;
  readonly name?: string;
  readonly state?: string;
  readonly limit: number;
}

/** Where versions have the attributes that the policy asks about. */
export const VERSION_COLUMNS = { contract: "kind || '/' || name", author: "author", state: "state" } as const;

/** Number of the first parameter that the predicate of `list` may use. */
export const PREDICATE_PARAMETER = 5;

/** Statements on il.contract_version. */
export class ContractVersionStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** False when the content is registered already. */
  async insert(tx: Tx, version: ContractVersion, bundle: ContractBundle): Promise<boolean> {
    const { digest, kind, name, major, title, owner, domain, origin, author, registeredAt } = version;
    const values = [digest, kind, name, major, version.version, title, owner, domain, origin, author, registeredAt];
    return (await tx.query(INSERT, [...values, bundle.text])).length === 1;
  }

  async lock(tx: Tx, digest: string): Promise<ContractVersion | undefined> {
    const [row] = await tx.query<VersionRow>(LOCK, [digest]);
    return row === undefined ? undefined : toVersion(row);
  }

  /** False when the version is not in the state it is moved from. */
  async move(tx: Tx, digest: string, from: ContractState, to: ContractState, at: Date): Promise<boolean> {
    return (await tx.query(MOVE, [digest, to, at, from])).length === 1;
  }

  /** Undefined when no version, or more than one, begins so. */
  async find(digestPrefix: string): Promise<ContractVersion | undefined> {
    const rows = await this.unitOfWork.read<VersionRow>(FIND, [digestPrefix]);
    const [row] = rows;
    return row === undefined || rows.length > 1 ? undefined : toVersion(row);
  }

  /** @param predicate made for VERSION_COLUMNS and PREDICATE_PARAMETER: the versions the reader may see */
  async list(
    { kind, name, state, limit }: VersionFilter,
    predicate: SqlPredicate,
  ): Promise<readonly ContractVersion[]> {
    const statement = `
      SELECT ${COLUMNS} FROM il.contract_version
      WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR name = $2) AND ($3::text IS NULL OR state = $3)
        AND ${predicate.sql}
      ORDER BY registered_at DESC, digest LIMIT $4`;
    const values = [kind ?? null, name ?? null, state ?? null, limit, ...predicate.values];
    return (await this.unitOfWork.read<VersionRow>(statement, values)).map(toVersion);
  }

  /** APIs that may be in force next, by a promotion or a rollback, the latest first. */
  async lastReady(limit: number): Promise<readonly string[]> {
    const rows = await this.unitOfWork.read<{ digest: string }>(READY, [limit]);
    return rows.map(({ digest }) => digest);
  }

  /** @throws ContractBundleError when a stored text does not have its digest. */
  async bundles(digests: readonly string[]): Promise<ReadonlyMap<string, ContractBundle>> {
    const rows = await this.unitOfWork.read<{ digest: string; bundle: string }>(BUNDLES, [[...digests]]);
    return new Map(rows.map(({ digest, bundle }) => [digest, openBundle(bundle, digest)]));
  }
}

function toVersion(row: VersionRow): ContractVersion {
  const { registered_at: registeredAt, state_changed_at: stateChangedAt, ...rest } = row;
  return { ...rest, registeredAt: registeredAt.toISOString(), stateChangedAt: stateChangedAt.toISOString() };
}
