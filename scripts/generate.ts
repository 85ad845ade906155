// Rebuilds the committed files that follow from others, or with --check says which of them have drifted.
// The types of the contracts come first and need no build; the rest reads the built product.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const CONTRACTS = join("contracts", "openapi");
const CONFIGURATION_DOCS = join("dist", "scripts", "generate-configuration-docs.js");

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
const isCheck = values.check === true;
const drifted = [...generateContractTypes(), ...generateConfigurationDocs()];
if (isCheck && drifted.length > 0) {
  process.stderr.write(`generate: out of date: ${drifted.join(", ")}. Run npm run generate and commit the result.\n`);
  process.exitCode = 1;
} else
  process.stdout.write(isCheck ? "generate: nothing has drifted\n" : `generate: ${drifted.length} files changed\n`);

/** The newest version of an API types its handlers; older ones are converted to it. */
function generateContractTypes(): string[] {
  const apis = readdirSync(CONTRACTS);
  if (apis.length === 0) throw new Error(`${CONTRACTS} holds no API`);
  return apis.flatMap((api) => {
    const versions = readdirSync(join(CONTRACTS, api)).filter((name) => /^v\d+\.yaml$/.test(name));
    const newest = versions.toSorted((a, b) => Number(a.slice(1, -5)) - Number(b.slice(1, -5))).at(-1);
    if (newest === undefined) throw new Error(`${join(CONTRACTS, api)} holds no vN.yaml`);
    const types = runTool([join("node_modules", "openapi-typescript", "bin", "cli.js"), join(CONTRACTS, api, newest)]);
    return writeIfChanged(join("src", "apis", api, "contract.gen.ts"), types);
  });
}

function generateConfigurationDocs(): string[] {
  const target = join("docs", "configuration.md");
  // A check follows a build; a generation makes its own, for the types it has just written.
  if (!isCheck) runTool([join("node_modules", "@nestjs", "cli", "bin", "nest.js"), "build"]);
  if (!existsSync(CONFIGURATION_DOCS)) throw new Error(`${CONFIGURATION_DOCS} is missing. Run: npm run build`);
  if (isCheck) return spawnSync(process.execPath, [CONFIGURATION_DOCS, "--check"]).status === 0 ? [] : [target];
  const before = existsSync(target) ? readFileSync(target, "utf8") : "";
  runTool([CONFIGURATION_DOCS]);
  return readFileSync(target, "utf8") === before ? [] : [target];
}

function writeIfChanged(file: string, content: string): string[] {
  if (existsSync(file) && readFileSync(file, "utf8") === content) return [];
  if (!isCheck) writeFileSync(file, content);
  return [file];
}

function runTool(args: readonly string[]): string {
  return execFileSync(process.execPath, [...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 300_000,
  });
}
