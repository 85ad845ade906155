import { accessSync, chmodSync, constants, statSync } from "node:fs";
import { EnvironmentError } from "../../config/environment-error.js";
import { makeFolder } from "./make-folder.js";

/** Others may pass through to what they own (Postgres started by root runs as another user), but not look around. */
const FOLDER_MODE = 0o711;

/** Makes the data folder, or checks that it can be written. @throws EnvironmentError with the remedy. */
export function prepareDataFolder(folder: string): void {
  try {
    if (statSync(folder, { throwIfNoEntry: false }) === undefined) create(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (!statSync(folder).isDirectory()) throw new Error("it is not a folder");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentError(
      `The data folder ${folder} cannot be written (${reason}); give this user write access to it, ` +
        `or choose another folder with INTERLOCK_DATA_DIR.`,
      { cause: error },
    );
  }
}

/** The mode given to mkdir is cut by the umask, so it is set after. */
function create(folder: string): void {
  makeFolder(folder);
  chmodSync(folder, FOLDER_MODE);
}
