import { posix } from "node:path";
import canonicalize from "canonicalize";
import { sha256Hex } from "../kernel/hash.js";
import { type ContractLine, entryFileOf, lineOfFile } from "./contract-kind.js";

/** A parsed contract file. */
export type ContractFile = Readonly<Record<string, unknown>>;

/** A contract and every file it refers to: all that is needed to judge and to serve it. */
export interface ContractBundle {
  readonly line: ContractLine;
  /** SHA-256 of `text`, lower-case hexadecimal: the identity of the version. */
  readonly digest: string;
  /** RFC 8785 form of `{ entry, files }`, so that spelling, comments and member order make no new version. */
  readonly text: string;
  /** By path below the contracts folder, with `/`. */
  readonly files: ReadonlyMap<string, ContractFile>;
}

/** A contract that cannot be bundled; the message names the file and the remedy. */
export class ContractBundleError extends Error {
  override readonly name = "ContractBundleError";
}

const FILES_MAX = 500;

/**
 * Collects the files a contract refers to, directly or through others.
 * @param read gives the parsed file of a path below the contracts folder; it throws when there is none
 * @throws ContractBundleError when a reference leaves the contracts folder or there are too many files
 */
export function bundleContract(line: ContractLine, read: (file: string) => ContractFile): ContractBundle {
  const files = new Map<string, ContractFile>();
  const open = [entryFileOf(line)];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    if (files.size === FILES_MAX) throw new ContractBundleError(`A contract may refer to at most ${FILES_MAX} files.`);
    const document = read(file);
    files.set(file, document);
    open.push(...filesReferredTo(document, file));
  }
  const text = canonicalize({ entry: entryFileOf(line), files: Object.fromEntries(files) }) ?? "";
  return { line, digest: sha256Hex(text), text, files };
}

/**
 * Reads a bundle back from its stored text.
 * @throws ContractBundleError when the text is not the one the digest was made of
 */
export function openBundle(text: string, digest: string): ContractBundle {
  if (sha256Hex(text) !== digest) throw new ContractBundleError(`The text of the bundle ${digest} was changed.`);
  const { entry, files } = JSON.parse(text) as { entry: string; files: Record<string, ContractFile> };
  const line = lineOfFile(entry);
  if (line === undefined) throw new ContractBundleError(`The entry ${entry} of the bundle is no contract.`);
  return { line, digest, text, files: new Map(Object.entries(files)) };
}

/** The document of the contract itself. */
export function entryDocument(bundle: ContractBundle): ContractFile {
  return bundle.files.get(entryFileOf(bundle.line)) ?? {};
}

function filesReferredTo(document: ContractFile, file: string): readonly string[] {
  const found = new Set<string>();
  const open: unknown[] = [document];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    const reference = Object.hasOwn(value, "$ref") ? (value as { readonly $ref: unknown }).$ref : undefined;
    const target = typeof reference === "string" ? fileOfReference(reference, file) : undefined;
    if (target !== undefined) found.add(target);
    for (const member of Object.values(value) as unknown[]) if (member !== undefined) open.push(member);
  }
  return [...found].toSorted();
}

/** Undefined for a reference inside the file. */
function fileOfReference(reference: string, fromFile: string): string | undefined {
  const [path = ""] = reference.split("#", 1);
  if (path === "") return undefined;
  const file = posix.normalize(posix.join(posix.dirname(fromFile), path));
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith("/") || file.startsWith("../")) {
    throw new ContractBundleError(
      `${fromFile} refers to ${reference.slice(0, 200)}, which lies outside the bundle; refer to a file beside it.`,
    );
  }
  return file;
}
