import { runCommandLine } from "./interlock.js";

process.stdout.on("error", endWithReader);

/** What bin/interlock.mjs starts once it knows that this Node is new enough. */
await runCommandLine(process.argv.slice(2));
// Whatever the command started is closed; timers of the workflow engine would keep the process for some ten seconds.
await Promise.all([written(process.stdout), written(process.stderr)]);
process.exit();

/** Resolves when a stream has passed on what it was given, or its reader is gone. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write("", () => resolve()));
}

/**
 * The reader of a pipe may leave before the end, as `head` does; nothing is left to be told or done then. A server,
 * which is one that stops in order on SIGTERM, goes on without its reader.
 */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  if (process.listenerCount("SIGTERM") === 0) process.exit();
}
