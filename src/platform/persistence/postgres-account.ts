import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { EnvironmentError } from "../../config/environment-error.js";

/**
 * Who the embedded Postgres runs as. Postgres refuses root, so root hands it to another user, or to itself
 * under another name in a user namespace, which keeps root's access to the files.
 */
export type PostgresAccount =
  | { readonly kind: "current" }
  | { readonly kind: "user"; readonly uid: number; readonly gid: number }
  | { readonly kind: "namespace" };

/** A program with everything `spawn` needs to run it as an account. */
export interface AccountCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: { readonly uid?: number; readonly gid?: number };
}

/** Number of the user that root appears as inside its namespace; any but 0 does. */
const NAMESPACE_ID = "65534";

/** Arranges for a program to be run as the account. */
export function commandAs(account: PostgresAccount, file: string, args: readonly string[]): AccountCommand {
  if (account.kind === "user") return { file, args, options: { uid: account.uid, gid: account.gid } };
  if (account.kind === "current") return { file, args, options: {} };
  const namespace = ["--user", `--map-user=${NAMESPACE_ID}`, `--map-group=${NAMESPACE_ID}`];
  return { file: "unshare", args: [...namespace, file, ...args], options: {} };
}

/**
 * Chooses the account: the present user unless that is root; else the owner of existing data, the owner of the
 * folder, `postgres` or `nobody`, whichever can reach both the folder and the programs; else a namespace.
 */
export function choosePostgresAccount(folder: string, clusterFolder: string, program: string): PostgresAccount {
  if (process.getuid?.() !== 0) return { kind: "current" };
  const account = candidates(folder, clusterFolder).find((candidate) => canReach(candidate, folder, program));
  if (account !== undefined) return account;
  throw new EnvironmentError(
    `Postgres does not run as root and no other user can reach ${folder} and ${program}; start Interlock as an ` +
      `ordinary user, or set INTERLOCK_DATA_DIR to a folder such as /var/lib/interlock.`,
  );
}

function candidates(folder: string, clusterFolder: string): PostgresAccount[] {
  const dataOwner = ownerOf(clusterFolder);
  if (dataOwner !== undefined) return [dataOwner];
  const owners = [ownerOf(folder), ownerOf(dirname(folder)), namedUser("postgres"), namedUser("nobody")];
  const users = owners.filter((owner) => owner?.kind === "user");
  return [...users, { kind: "namespace" }];
}

/** Files of root are reached through the namespace, in which they seem to belong to its user. */
function ownerOf(path: string): PostgresAccount | undefined {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return undefined;
  return status.uid === 0 ? { kind: "namespace" } : { kind: "user", uid: status.uid, gid: status.gid };
}

function namedUser(name: string): PostgresAccount | undefined {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { kind: "user", uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Asked of the system instead of computed from modes, which would miss access lists and mount options. */
function canReach(account: PostgresAccount, folder: string, program: string): boolean {
  const script = 'cd "$1" && "$2" --version';
  const { file, args, options } = commandAs(account, "/bin/sh", ["-c", script, "sh", folder, program]);
  return spawnSync(file, args, { ...options, cwd: "/", stdio: "ignore" }).status === 0;
}
