import { spawnSync } from "node:child_process";
import { posix } from "node:path";
import { contractFileNamesIn, type ContractSource, defaultBundleLimits } from "../../governance/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";

const GIT_TIMEOUT_MS = 30_000;

/**
 * A contract as it stood at a revision, with the files it names, read from git's objects: the working tree is not
 * touched, and a shallow clone is enough when it has the revision.
 * @param name `<revision>:<path from the working folder>`
 * @throws CommandError when git, the revision or the file is not there
 */
export function collectFromGit(name: string): ContractSource {
  const [, revision = "", path = ""] = /^([^:]+):(.+)$/.exec(name) ?? [];
  if (revision === "" || revision.startsWith("-")) {
    throw new CommandError(
      `git:${name} names no revision and file; write git:main:contracts/orders.yaml.`,
      EXIT_CODE.usage,
    );
  }
  const prefix = git(["rev-parse", "--show-prefix"]);
  if (prefix === undefined) throw new CommandError("This folder is in no git repository.", EXIT_CODE.environment);
  const entry = posix.normalize(posix.join(prefix.trim(), path));
  const files = new Map<string, string>();
  const waiting = [entry];
  let bytes = 0;
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (files.has(file) || file.startsWith("../")) continue;
    const text = git(["cat-file", "blob", `${revision}:${file}`]);
    if (text === undefined) continue;
    files.set(file, text);
    bytes += Buffer.byteLength(text);
    if (bytes > defaultBundleLimits.bytesMax || files.size > defaultBundleLimits.filesMax) break;
    const folder = posix.dirname(file);
    waiting.push(...contractFileNamesIn(text).map((below) => posix.normalize(posix.join(folder, below))));
  }
  if (!files.has(entry)) throw missing(revision, entry);
  return { entry, files };
}

function missing(revision: string, entry: string): CommandError {
  const isKnown = git(["rev-parse", "--verify", "--quiet", `${revision}^{commit}`]) !== undefined;
  const message = isKnown
    ? `${entry} does not exist at the git revision ${revision}.`
    : `The git revision ${revision} is not in this clone; fetch it first: git fetch origin ${revision}`;
  return new CommandError(message, EXIT_CODE.environment);
}

/** What git prints, or undefined when it refuses. */
function git(args: readonly string[]): string | undefined {
  const maxBuffer = defaultBundleLimits.bytesMax + 1024;
  const result = spawnSync("git", args, { encoding: "utf8", timeout: GIT_TIMEOUT_MS, maxBuffer });
  if (result.error !== undefined) {
    throw new CommandError(`git cannot be run: ${result.error.message}`, EXIT_CODE.environment);
  }
  return result.status === 0 ? result.stdout : undefined;
}
