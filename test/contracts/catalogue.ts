import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ProblemDefinition } from "../../src/kernel/problem.js";

const BUILT_SOURCE = join(import.meta.dirname, "..", "..", "src");

export function filesBelow(folder: string, isWanted: (name: string) => boolean): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => isWanted(name))
    .toSorted()
    .map((name) => join(folder, name));
}

function isDefinition(value: unknown): value is ProblemDefinition {
  return typeof value === "object" && value !== null && "code" in value && "retryable" in value && "title" in value;
}

/** What every problems.ts exports, read from the build that this test belongs to. */
export async function readCatalogue(): Promise<ProblemDefinition[]> {
  const modules = filesBelow(BUILT_SOURCE, (name) => name.endsWith("problems.js"));
  const exported = await Promise.all(modules.map((file) => import(pathToFileURL(file).href) as Promise<object>));
  return exported.flatMap((module) =>
    Object.values(module).flatMap((value: unknown) =>
      typeof value === "object" && value !== null ? Object.values(value).filter(isDefinition) : [],
    ),
  );
}
