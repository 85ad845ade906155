import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { EnvironmentError } from "../../config/environment-error.js";

/** What is kept in postgres.json (mode 0600) beside the data of the embedded Postgres. */
export interface PostgresCredentials {
  readonly user: string;
  readonly password: string;
  /** The port of the last start; a taken one is replaced. */
  readonly port: number;
}

/** Reads the file, or makes it with a random password; of two processes that make it at once, one wins for both. */
export function readOrCreateCredentials(file: string, newPort: number): PostgresCredentials {
  const existing = readCredentials(file);
  if (existing !== undefined) return existing;
  const draft = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  writeFileSync(
    draft,
    serialize({ user: "interlock", password: randomBytes(24).toString("base64url"), port: newPort }),
    {
      mode: 0o600,
    },
  );
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  return readCredentials(file) ?? fail(file);
}

/** Replaces the file at once, so that a reader never sees half of it. */
export function writeCredentials(file: string, credentials: PostgresCredentials): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, serialize(credentials), { mode: 0o600 });
  renameSync(draft, file);
}

export function readCredentials(file: string): PostgresCredentials | undefined {
  try {
    const { user, password, port } = JSON.parse(readFileSync(file, "utf8")) as Partial<PostgresCredentials>;
    return user !== undefined && password !== undefined && port !== undefined ? { user, password, port } : fail(file);
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error instanceof SyntaxError ? fail(file) : error;
  }
}

function serialize(credentials: PostgresCredentials): string {
  return `${JSON.stringify(credentials, undefined, 2)}\n`;
}

function fail(file: string): never {
  throw new EnvironmentError(
    `${file} is damaged: it must hold user, password and port of the embedded Postgres; restore it from a backup, ` +
      `or choose an empty folder with INTERLOCK_DATA_DIR.`,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
