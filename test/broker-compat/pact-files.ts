import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A pact of one GET for each path. @returns its text */
export function pactText(consumer: string, provider: string, paths: readonly string[], id = 1): string {
  return JSON.stringify({
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: paths.map((path) => ({
      description: `a request for ${path}`,
      request: { method: "GET", path },
      response: { status: 200, headers: { "Content-Type": "application/json" }, body: { id } },
    })),
    metadata: { pactSpecification: { version: "2.0.0" } },
  });
}

/** @returns the path of the file */
export function writePact(folder: string, name: string, text: string): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, text);
  return path;
}
