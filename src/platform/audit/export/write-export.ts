import { createWriteStream } from "node:fs";
import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { EnvironmentError } from "../../../config/environment-error.js";
import { exportLine } from "../reads/audit-reader.js";
import type { LogSource } from "../verifier/verify.js";

const VERIFIER = fileURLToPath(new URL("../verifier/verify.js", import.meta.url));

const README = `Export of an Interlock audit trail.

manifest.json      name of the log, its size, and the entries that are here
entries.jsonl      one entry per line, byte for byte as it was hashed
leaves.bin         32-byte leaf hashes of all entries, also of those that are not here
checkpoints.jsonl  signed tree heads (C2SP tlog-checkpoint)
keys.json          verifier keys and the sizes of the log for which each may sign
pruned.jsonl       signed statements about entries that were dropped after their time
verify.mjs         the verifier; it needs Node 18 or later and nothing else

node verify.mjs --key VKEY [--witness FILE]

VKEY is the key that the owner of the log gave you, by another way than this export. FILE holds checkpoints that were
kept elsewhere. Without them the export only proves that it agrees with itself. Exit code 0: verified; 5: not.
`;

/** Writes a log into an empty or new folder, with the verifier. @throws EnvironmentError when the folder is not empty */
export async function writeExport(source: LogSource, folder: string, exportedAt: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new EnvironmentError(`${folder} is not empty; name a new folder.`);
  const { origin, size, from, to, keys, checkpoints, pruned } = source;
  const write = async (name: string, text: string): Promise<void> => {
    await writeFile(join(folder, name), text);
  };
  await pipeline(Readable.from(entryLines(source)), createWriteStream(join(folder, "entries.jsonl")));
  await pipeline(Readable.from(source.leaves()), createWriteStream(join(folder, "leaves.bin")));
  await write("keys.json", `${JSON.stringify(keys, undefined, 2)}\n`);
  await write("checkpoints.jsonl", noteLines(checkpoints));
  await write("pruned.jsonl", noteLines(pruned));
  await write("README.txt", README);
  await copyFile(VERIFIER, join(folder, "verify.mjs"));
  // The last file: a folder that an interrupted export left behind has none, and nothing takes it for an export.
  await write("manifest.json", `${JSON.stringify({ format: 1, origin, size, from, to, exportedAt }, undefined, 2)}\n`);
}

async function* entryLines(source: LogSource): AsyncGenerator<string> {
  for await (const entry of source.entries()) yield `${exportLine(entry)}\n`;
}

function noteLines(notes: readonly string[]): string {
  return notes.map((note) => `${JSON.stringify({ note })}\n`).join("");
}
