import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { sharedGateway } from "../../support/gateway/shared-gateway.js";

/**
 * Runs the specs of every operation and status in one process, at one gateway: started once per file they would take
 * minutes. Each of them also runs alone. The gateway is up before the first of them is loaded: loading hundreds keeps the
 * loop busy for seconds, in which a connection that is being opened runs into its time-out.
 */
const folder = dirname(fileURLToPath(import.meta.url));
const names = globSync("*/*.spec.js", { cwd: folder }).toSorted();
assert.notEqual(names.length, 0, "the specs of the operations are missing");
await sharedGateway();
for (const name of names) await import(pathToFileURL(join(folder, name)).href);
