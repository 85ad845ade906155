// Everything a change must pass before review, each step named. Runs without a build: node scripts/check.ts [--test] [step…]
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";

/** Fewer cruised modules than this means that the boundary check has silently lost sight of the source. */
const CRUISED_MODULES_MIN = 150;

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** A reason to fail although the command succeeded. */
  readonly doubt?: (output: string) => string | undefined;
}

const STEPS: readonly Step[] = [
  { name: "types", command: ["nest", "build"] },
  { name: "format", command: ["prettier", "--check", "--cache", "--cache-location", ".cache/prettier", "."] },
  { name: "lint", command: ["oxlint", "--type-aware", "--deny-warnings"] },
  { name: "source-rules", command: ["node", "scripts/source-rules.ts"] },
  {
    name: "boundaries",
    command: ["depcruise", "-c", ".dependency-cruiser.cjs", ...sourceFolders()],
    doubt: cruisedTooLittle,
  },
  { name: "dead-code", command: ["knip", "--no-progress"] },
  { name: "generated", command: ["node", "scripts/generate.ts", "--check"] },
];
const TESTS: Step = { name: "tests", command: ["node", "dist/scripts/run-tests.js"] };

const { values, positionals } = parseArgs({ options: { test: { type: "boolean" } }, allowPositionals: true });
const all = values.test === true ? [...STEPS, TESTS] : STEPS;
const unknown = positionals.filter((name) => !all.some((step) => step.name === name));
if (unknown.length > 0) {
  process.stderr.write(`check: no step ${unknown.join(", ")}; steps are ${all.map((step) => step.name).join(", ")}\n`);
  process.exit(2);
}
const chosen = positionals.length === 0 ? all : all.filter((step) => positionals.includes(step.name));
const startMs = performance.now();
const failed = chosen.filter((step) => !passes(step)).map((step) => step.name);
const duration = secondsSince(startMs);
process.stdout.write(
  failed.length === 0
    ? `check: ${chosen.length} steps passed in ${duration}\n`
    : `check: ${failed.length} of ${chosen.length} steps failed (${failed.join(", ")}) in ${duration}\n`,
);
// Not process.exit: what is still in the pipe must reach its reader.
process.exitCode = failed.length === 0 ? 0 : 1;

function passes(step: Step): boolean {
  const stepStartMs = performance.now();
  const { output, isSuccess } = run(step.command);
  const doubt = isSuccess ? step.doubt?.(output) : undefined;
  const isPassed = isSuccess && doubt === undefined;
  process.stdout.write(`${isPassed ? "pass" : "FAIL"}  ${step.name} (${secondsSince(stepStartMs)})\n`);
  if (!isPassed) process.stdout.write(`${output.trimEnd()}\n${doubt === undefined ? "" : `${doubt}\n`}\n`);
  return isPassed;
}

function secondsSince(ms: number): string {
  return `${((performance.now() - ms) / 1000).toFixed(1)} s`;
}

/** The tools of this checkout on the Node it pins, whatever the machine has. */
function run([program = "", ...args]: readonly string[]): { output: string; isSuccess: boolean } {
  const path = [join("node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);
  const result = spawnSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, PATH: path, NO_COLOR: "1", FORCE_COLOR: undefined },
    maxBuffer: 64 * 1024 * 1024,
    timeout: 15 * 60 * 1000,
  });
  const reason = result.error === undefined ? "" : `${program} could not be run: ${result.error.message}\n`;
  return { output: `${result.stdout ?? ""}${result.stderr ?? ""}${reason}`, isSuccess: result.status === 0 };
}

function cruisedTooLittle(output: string): string | undefined {
  const count = Number(/\((\d+) modules, \d+ dependencies cruised\)/.exec(output)?.[1] ?? 0);
  if (count >= CRUISED_MODULES_MIN) return undefined;
  return `Only ${count} modules were cruised; at least ${CRUISED_MODULES_MIN} are expected.`;
}

function sourceFolders(): string[] {
  const { include } = JSON.parse(readFileSync("tsconfig.json", "utf8")) as { include: string[] };
  return include.map((pattern) => pattern.split("/")[0] ?? "");
}
