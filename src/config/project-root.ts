import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the installed product: the folder with contracts/, governance-rules/ and migrations/. */
export const projectRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (packageName(join(folder, "package.json")) === "interlock") return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("the product folder with package.json is missing");
  return findRoot(parent);
}

function packageName(manifest: string): string | undefined {
  if (!existsSync(manifest)) return undefined;
  return (JSON.parse(readFileSync(manifest, "utf8")) as { readonly name?: string }).name;
}
