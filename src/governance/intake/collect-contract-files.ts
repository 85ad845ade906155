import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { BundleLimits } from "./bundle-limits.js";
import { defaultBundleLimits } from "./bundle-limits.js";
import { bundleRootOf } from "./bundle-root.js";
import type { ContractSource } from "./load-contract-bundle.js";

const FILE_NAME = /[A-Za-z0-9_.~%@+-][A-Za-z0-9_.~%@+/-]*\.(?:ya?ml|json)(?![A-Za-z0-9_])/g;

/**
 * Collects an entry file from disk and every file below `root` that it names, directly or through others. Files are
 * found by their names in the text and not by parsing, so that nothing untrusted is interpreted here. Symbolic links
 * that leave the root are not followed. Stops reading beyond the limits; the loader then says what is missing.
 * @throws Error of node:fs when the entry file cannot be read.
 */
export function collectContractFiles(
  entryFile: string,
  root: string = bundleRootOf(entryFile),
  limits: BundleLimits = defaultBundleLimits,
): ContractSource {
  const base = realpathSync(resolve(root));
  const entry = realpathSync(resolve(entryFile));
  const files = new Map<string, string>();
  const waiting = [entry];
  let bytes = 0;
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const name = nameOf(path, base);
    if (files.has(name)) continue;
    bytes += statSync(path).size;
    // The oversized file is kept as its head: the loader must see that the limit was passed, not read on.
    const text = readFileSync(path, "utf8");
    files.set(name, text);
    if (bytes > limits.bytesMax || files.size > limits.filesMax) break;
    waiting.push(...namedFiles(text, dirname(path), base));
  }
  return { entry: nameOf(entry, base), files };
}

/** Every name of a YAML or JSON file in a text, once, with percent escapes undone; relative to the file it stands in. */
export function contractFileNamesIn(text: string): string[] {
  return [...new Set(text.match(FILE_NAME))].map(safelyDecoded);
}

function namedFiles(text: string, folder: string, base: string): string[] {
  const names = new Set(text.match(FILE_NAME));
  return [...names].flatMap((name) => inside(join(folder, safelyDecoded(name)), base));
}

/** The real path as a list of one, or nothing when there is no such file below the base. */
function inside(path: string, base: string): string[] {
  if (!existsSync(path) || !statSync(path).isFile()) return [];
  const real = realpathSync(path);
  return real.startsWith(base.endsWith(sep) ? base : base + sep) ? [real] : [];
}

function nameOf(path: string, base: string): string {
  return relative(base, path).split(sep).join("/");
}

function safelyDecoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
