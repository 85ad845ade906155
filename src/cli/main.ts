import { runCommandLine } from "./interlock.js";

/** What bin/interlock.mjs starts once it knows that this Node is new enough. */
await runCommandLine(process.argv.slice(2));
