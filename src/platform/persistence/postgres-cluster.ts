import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { EnvironmentError } from "../../config/environment-error.js";
import { errorCode } from "./connect-client.js";
import { commandAs, type PostgresAccount } from "./postgres-account.js";
import type { PostgresBinaries } from "./postgres-binaries.js";
import type { PostgresCredentials } from "./postgres-credentials.js";
import { POSTGRES_ENVIRONMENT } from "./postmaster.js";

/** Checks that existing data has the format of our programs; false when there is no data yet. */
export function hasCluster(clusterFolder: string, binaries: PostgresBinaries): boolean {
  const file = join(clusterFolder, "PG_VERSION");
  if (!existsSync(file)) return false;
  const version = Number.parseInt(readFileSync(file, "utf8"), 10);
  if (version === binaries.majorVersion) return true;
  throw new EnvironmentError(
    `${clusterFolder} was made by Postgres ${version}, and Interlock now brings Postgres ${binaries.majorVersion}; ` +
      `move the data with pg_upgrade, or choose an empty folder with INTERLOCK_DATA_DIR.`,
  );
}

/**
 * Makes a new data folder. It is prepared beside its place and moved there when complete: a start that is killed
 * half-way leaves nothing that looks like a database, and of two starts at once one wins for both.
 */
export async function createCluster(
  clusterFolder: string,
  account: PostgresAccount,
  binaries: PostgresBinaries,
  credentials: PostgresCredentials,
): Promise<void> {
  removeAbandonedDrafts(clusterFolder);
  const draft = `${clusterFolder}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
  const passwordFile = `${draft}.password`;
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, `${credentials.password}\n`, { mode: 0o600 });
    if (account.kind === "user") [draft, passwordFile].forEach((path) => chownSync(path, account.uid, account.gid));
    await runInitdb(account, binaries, draft, passwordFile, credentials.user);
    moveIntoPlace(draft, clusterFolder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function removeAbandonedDrafts(clusterFolder: string): void {
  const prefix = `${basename(clusterFolder)}.new-`;
  for (const name of readdirSync(dirname(clusterFolder)).filter((entry) => entry.startsWith(prefix))) {
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!isAlive(pid)) rmSync(join(dirname(clusterFolder), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

function moveIntoPlace(draft: string, clusterFolder: string): void {
  try {
    renameSync(draft, clusterFolder);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST"].includes(errorCode(error) ?? "")) throw error;
  }
}

async function runInitdb(
  account: PostgresAccount,
  binaries: PostgresBinaries,
  folder: string,
  passwordFile: string,
  user: string,
): Promise<void> {
  const flags = ["--data-checksums", "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256"];
  const command = commandAs(account, binaries.initdb, [
    ...flags,
    `--pgdata=${folder}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
  ]);
  const { code, output } = await run(command.file, command.args, command.options);
  if (code !== 0) throw new EnvironmentError(`The database cannot be created in ${folder}: ${lastLine(output)}`);
}

async function run(
  file: string,
  args: readonly string[],
  options: { readonly uid?: number; readonly gid?: number },
): Promise<{ code: number | null; output: string }> {
  return await new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...options,
      cwd: "/",
      stdio: ["ignore", "pipe", "pipe"],
      env: POSTGRES_ENVIRONMENT,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

function lastLine(output: string): string {
  const lines = output.split("\n").filter((line) => line.includes("rror") || line.includes("FATAL"));
  return lines.at(-1)?.trim() ?? output.trim().split("\n").at(-1) ?? "";
}
