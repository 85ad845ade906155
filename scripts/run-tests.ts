import { spawn } from "node:child_process";
import { existsSync, globSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { stopTestCluster } from "../test/support/test-database.js";

/**
 * Runs every spec of the build, or those whose path contains one of the arguments, and ends the shared test database.
 * The closing lines are those of node's test runner; finding no test at all is a failure.
 */
const build = join(dirname(fileURLToPath(import.meta.url)), "..");
const wanted = process.argv.slice(2);
removeLeftovers();

const chosen = globSync("**/*.spec.js", { cwd: build }).filter(
  (name) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);

/** The specs below an all.spec run in its process, at one gateway; alone only when they are asked for without it. */
const specs = chosen
  .filter((name) => !chosen.includes(join(dirname(name), "..", "all.spec.js")))
  .toSorted()
  .map((name) => relative(process.cwd(), join(build, name)));

if (specs.length === 0) {
  process.stderr.write("No test was found; run npm run build first, or correct the name.\n");
  process.exitCode = 1;
} else {
  try {
    process.exitCode = await runNode(["--test", "--test-concurrency=2", "--test-reporter=spec", ...specs]);
  } finally {
    await stopTestCluster();
  }
}

/** The incremental build leaves what a moved or deleted source was compiled to; a test must not run or read that. */
function removeLeftovers(): void {
  const source = join(build, "..");
  for (const name of globSync("**/*.js", { cwd: build })) {
    if (existsSync(join(source, name.replace(/\.js$/, ".ts")))) continue;
    for (const file of [name, `${name}.map`]) rmSync(join(build, file), { force: true });
  }
}

async function runNode(args: readonly string[]): Promise<number> {
  return await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
