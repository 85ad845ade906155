import { isAbsolute, join, relative, resolve } from "node:path";
import type { PlantDirectory } from "../../../plants/public.js";
import type { WatchedFolder, WatchedFolders } from "./watched-folder.js";

/** The watched folders of all active plants, below the data folder. */
export function plantFolders(directory: Pick<PlantDirectory, "list">, dataDir: string): WatchedFolders {
  return async () =>
    (await directory.list())
      .filter(({ profile }) => profile.status === "ACTIVE")
      .flatMap(({ profile }): WatchedFolder[] => {
        const path = insideDataDir(profile.b2mml.watchFolder, dataDir);
        return path === undefined ? [] : [{ profile, path }];
      });
}

/** A plant's profile comes from a client; it must not make the process read anywhere else on its machine. */
function insideDataDir(watchFolder: string | undefined, dataDir: string): string | undefined {
  if (watchFolder === undefined) return undefined;
  const path = resolve(join(dataDir, watchFolder));
  const below = relative(dataDir, path);
  return below === "" || below.startsWith("..") || isAbsolute(below) ? undefined : path;
}
