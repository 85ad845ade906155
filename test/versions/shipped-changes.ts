import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { VersionChange } from "../../src/gateway/public.js";

/** The version changes of one API of the product. */
export interface ShippedChanges {
  readonly api: string;
  readonly changes: readonly VersionChange[];
}

/** Version changes of every API that has some, so that a new one is tested without being named here. */
export async function readShippedChanges(): Promise<readonly ShippedChanges[]> {
  const apis = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "src", "apis");
  const files = globSync("*/versions/index.gen.js", { cwd: apis }).toSorted();
  return await Promise.all(
    files.map(async (file) => {
      const module = (await import(pathToFileURL(join(apis, file)).href)) as {
        readonly versionChanges: readonly VersionChange[];
      };
      return { api: basename(dirname(dirname(file))), changes: module.versionChanges };
    }),
  );
}
