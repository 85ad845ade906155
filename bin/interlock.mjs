#!/usr/bin/env node
// Kept in syntax that any Node since 14 reads, so that a wrong version gets a sentence and not a syntax error.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const NODE_MAJOR_MINIMUM = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const entry = join(root, "dist", "src", "cli", "main.js");
const pinnedNode = join(root, "node_modules", "node", "bin", "node");

if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR_MINIMUM) {
  runOnPinnedNode();
} else if (!existsSync(entry)) {
  fail("Interlock is not built yet; run npm ci (or npm run build) in " + root + ".");
} else {
  stopWithParent();
  await import(pathToFileURL(entry).href);
}

// The package brings its own Node, so the machine's version does not matter as long as that one is installed.
function runOnPinnedNode() {
  if (!existsSync(pinnedNode)) {
    fail(
      "Interlock needs Node " +
        NODE_MAJOR_MINIMUM +
        " or newer and this is " +
        process.version +
        "; run npm ci in " +
        root +
        ", which installs the right one for it.",
    );
    return;
  }
  const args = [fileURLToPath(import.meta.url)].concat(process.argv.slice(2));
  const child = spawn(pinnedNode, args, { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  // Ctrl-C reaches the child by itself, as it belongs to the same terminal; a kill of this process does not.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(signal === null ? (code === null ? 70 : code) : 128 + 15));
}

// A kill -9 of the process above cannot be passed on, but it closes the channel between the two.
function stopWithParent() {
  if (process.channel === undefined) return;
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}

function fail(message) {
  process.stderr.write("error: " + message + "\n");
  process.exitCode = 3;
}
