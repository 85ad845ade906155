import { existsSync, statSync } from "node:fs";
import { checkConnectorProfile } from "../connectors/public.js";
import { type PlantFolder, createPlantFolderReader } from "../plants/public.js";
import { CommandError, EXIT_CODE } from "./exit-code.js";

/** Reads and checks a plant folder without a server. @throws CommandError (exit code 3) when there is no such folder. */
export function readPlantFolder(path: string): PlantFolder {
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    throw new CommandError(
      `${path} is not a folder; name a plant folder such as examples/plants/P100.`,
      EXIT_CODE.environment,
    );
  }
  return createPlantFolderReader([checkConnectorProfile]).read(path);
}
