import { InterlockError } from "../kernel/problem.js";
import type { SqlPredicate } from "../platform/security/public.js";
import type { ContractBundle } from "./contract-bundle.js";
import type { ContractVersion } from "./contract-version.js";
import type { ContractVersionStore, VersionFilter } from "./contract-version.store.js";
import { versionNotFound } from "./move-contract.js";
import { registryProblems } from "./problems.js";

const DIGEST_PREFIX = /^[0-9a-f]{8,64}$/;

/** Reads of the registry. */
export class ReadContracts {
  constructor(private readonly versions: ContractVersionStore) {}

  /** @param predicate made for VERSION_COLUMNS and PREDICATE_PARAMETER: the versions the reader may see */
  async list(filter: VersionFilter, predicate: SqlPredicate): Promise<readonly ContractVersion[]> {
    return await this.versions.list(filter, predicate);
  }

  /** @param digest the digest or its first eight or more characters @throws InterlockError CONTRACT_VERSION_NOT_FOUND */
  async get(digest: string): Promise<ContractVersion> {
    const version = DIGEST_PREFIX.test(digest) ? await this.versions.find(digest) : undefined;
    if (version === undefined) throw versionNotFound(digest);
    return version;
  }

  /** @throws InterlockError CONTRACT_VERSION_NOT_FOUND */
  async bundle(digest: string): Promise<ContractBundle> {
    const bundle = (await this.versions.bundles([digest])).get(digest);
    if (bundle === undefined) throw new InterlockError(registryProblems.CONTRACT_VERSION_NOT_FOUND);
    return bundle;
  }

  /** Digests of the APIs that may be in force next, by a promotion or a rollback, the latest first. */
  async lastReady(limit: number): Promise<readonly string[]> {
    return await this.versions.lastReady(limit);
  }

  /** Of several versions; a digest that is not registered is left out. */
  async bundles(digests: readonly string[]): Promise<ReadonlyMap<string, ContractBundle>> {
    return await this.versions.bundles(digests);
  }
}
