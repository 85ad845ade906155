#!/usr/bin/env node
// Starts the command line on a Node that can run it: this one, or the one npm installed with the product.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const isRunnable = major > 22 || (major === 22 && minor >= 19);
const pinnedNode = join(root, "node_modules", "node", "bin", "node");
const entry = join(root, "dist", "src", "cli", "interlock.js");

if (!existsSync(entry)) {
  process.stderr.write("interlock: the build output is missing. Run: npm run build\n");
  process.exit(3);
}
if (isRunnable) {
  await import(pathToFileURL(entry).href);
} else if (existsSync(pinnedNode)) {
  const child = spawn(pinnedNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
} else {
  process.stderr.write(
    `interlock: Node ${process.versions.node} is too old; Interlock needs Node >= 22.19. ` +
      "Run npm ci in the product folder (it brings Node 24) or install Node 24.\n",
  );
  process.exit(3);
}
