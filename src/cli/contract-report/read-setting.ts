import { CommandError, EXIT_CODE } from "../exit-code.js";

/** Reads a file that an option names; what is wrong with it is the reader's to mend and no defect of Interlock. */
export function readSetting<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${option}: ${reason}`, EXIT_CODE.environment);
  }
}
