import pg from "pg";
import { OutboundFailure } from "../outbound-http.js";
import type { SystemCredentials } from "../authorization/system-credentials.js";

const CONNECT_TIMEOUT_MS = 3_000;
const IDLE_MS = 30_000;

/** Where the staging table is and how many may write to it at once. */
export interface StagingAddress {
  readonly url: string;
  readonly credential: string | undefined;
  readonly timeoutMs: number;
  readonly connectionsMax: number;
}

/** Connections to the staging databases of all plants; equal addresses share theirs. */
export class StagingPools {
  readonly #pools = new Map<string, pg.Pool>();

  constructor(
    private readonly credentials: SystemCredentials,
    /** Told about connections that broke while nobody used them. */
    private readonly onFailure: (error: unknown) => void,
  ) {}

  pool(address: StagingAddress): pg.Pool {
    const key = JSON.stringify(address);
    const known = this.#pools.get(key);
    if (known !== undefined) return known;
    const pool = new pg.Pool({ ...this.#login(address), ...limitsOf(address) });
    pool.on("error", this.onFailure);
    this.#pools.set(key, pool);
    return pool;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.end()));
  }

  /** The password is read for every connection, so that a replaced one counts at once. */
  #login({ url, credential }: StagingAddress): pg.PoolConfig {
    if (credential === undefined) return { connectionString: url };
    const basic = this.#read(credential);
    const login = new URL(url);
    login.username = encodeURIComponent(basic.username);
    return { connectionString: login.toString(), password: () => this.#read(credential).password };
  }

  #read(name: string): { readonly username: string; readonly password: string } {
    const credential = this.credentials.read(name);
    if (credential.type === "basic") return credential;
    throw new OutboundFailure(`credential ${name} must be of type basic for a database`, false, undefined);
  }
}

const limitsOf = ({ timeoutMs, connectionsMax }: StagingAddress): pg.PoolConfig => ({
  max: connectionsMax,
  // A send is a look-up, a statement and a look-up; together they must fit into the lease of a posting.
  connectionTimeoutMillis: Math.ceil(Math.min(CONNECT_TIMEOUT_MS, timeoutMs / 4)),
  idleTimeoutMillis: IDLE_MS,
  query_timeout: Math.ceil(timeoutMs / 2),
  statement_timeout: Math.ceil(timeoutMs / 2),
  allowExitOnIdle: true,
  application_name: "interlock",
});
