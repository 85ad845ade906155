/** The whole number of an option of the command line. @throws RangeError naming the option and its range */
export function readInteger(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new RangeError(`--${name} is "${text}"; give a whole number from ${least} to ${most}.`);
}

/** Reads the options, or ends the process with code 2 and a sentence when there is something wrong with them. */
export function readOptions<Options>(command: string, read: () => Options): Options {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${command}: ${error instanceof Error ? error.message : String(error)}\n`);
    return process.exit(2);
  }
}
