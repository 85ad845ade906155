import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Absolute path of the build this file belongs to; it holds src/ and migrations/. */
const BUILD_FOLDER = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** A class made by a module that is found by its file name. */
export type LoadedClass = new () => object;

/** Imports every `*<suffix>` under a folder of the build and returns the classes they export, by file name. */
export async function loadClasses(folder: string, suffix: string): Promise<LoadedClass[]> {
  const root = join(BUILD_FOLDER, folder);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(suffix))
    .toSorted();
  const modules = await Promise.all(files.map((name) => import(pathToFileURL(join(root, name)).href)));
  return modules.flatMap((module: Record<string, unknown>) => Object.values(module).filter(isClass));
}

function isClass(value: unknown): value is LoadedClass {
  return typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
}
