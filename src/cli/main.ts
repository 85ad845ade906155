import { runCommandLine } from "./interlock.js";

/** What bin/interlock.mjs starts once it knows that this Node is new enough. */
await runCommandLine(process.argv.slice(2));
// Whatever the command started is closed; timers of the workflow engine would keep the process for some ten seconds.
await Promise.all([written(process.stdout), written(process.stderr)]);
process.exit();

/** Resolves when a stream has passed on what it was given, or its reader is gone. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write("", () => resolve()));
}
