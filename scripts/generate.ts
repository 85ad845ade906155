// Rebuilds the committed files that follow from others, or with --check says which of them have drifted.
// The types of the contracts come first and need no build; the rest reads the built product.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

const CONTRACTS = join("contracts", "openapi");
/** Who sends may leave out what has a default. */
const SENT_AS_WRITTEN = "--default-non-nullable=false";
const GENERATED = "// Made by `npm run generate`; never edited.\n";
/** Scripts of the built product, each of which knows what its pages describe. */
const PAGES: readonly { readonly script: string; readonly pages: readonly string[] }[] = [
  { script: "generate-configuration-docs.js", pages: ["configuration.md"] },
  { script: "generate-rule-docs.js", pages: ["lint-rules.md", "breaking-rules.md"] },
];

const CHECK_OUTPUT = { stdio: "inherit" } as const;

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
const isCheck = values.check === true;
const drifted = [...generateContractTypes(), ...generateClientTypes(), ...generatePages()];
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
    const versions = versionsOf(api);
    const newest = versions.at(-1);
    if (newest === undefined) throw new Error(`${join(CONTRACTS, api)} holds no vN.yaml`);
    return [
      ...writeIfChanged(join("src", "apis", api, "contract.gen.ts"), typesOf(api, newest)),
      ...(versions.length > 1 ? generateVersions(api, versions, newest) : []),
    ];
  });
}

/** The types of every version stand beside the version changes, and one file lists the changes. */
function generateVersions(api: string, versions: readonly string[], newest: string): string[] {
  const folder = join("src", "apis", api, "versions");
  const sameAsNewest = `export type { components, operations, paths } from "../contract.gen.js";\n`;
  const types = versions.flatMap((file) =>
    writeIfChanged(
      join(folder, file.replace(".yaml", ".gen.ts")),
      file === newest ? GENERATED + sameAsNewest : typesOf(api, file),
    ),
  );
  return [...types, ...writeIfChanged(join(folder, "index.gen.ts"), listChanges(folder))];
}

/** `v1-to-v2.ts` exports `v1ToV2`. */
function listChanges(folder: string): string {
  const names = readdirSync(folder)
    .flatMap((name) => {
      const [, from, to] = /^v(\d+)-to-v(\d+)\.ts$/.exec(name) ?? [];
      return from === undefined || to === undefined ? [] : [{ from: Number(from), to: Number(to) }];
    })
    .toSorted((one, other) => one.from - other.from);
  return [
    `${GENERATED}import type { VersionChange } from "../../../gateway/public.js";`,
    ...names.map(({ from, to }) => `import { v${from}ToV${to} } from "./v${from}-to-v${to}.js";`),
    "",
    `export const versionChanges: readonly VersionChange[] = [${names.map(({ from, to }) => `v${from}ToV${to}`).join(", ")}];`,
    "",
  ].join("\n");
}

/** The client stands alone, so it has types of its own, for every version that a gateway may serve. */
function generateClientTypes(): string[] {
  const folder = join("src", "client", "types");
  const apis = readdirSync(CONTRACTS).map((api) => ({ api, versions: versionsOf(api) }));
  const files = apis.flatMap(({ api, versions }) =>
    versions.flatMap((file) =>
      writeIfChanged(join(folder, `${api}-${file.replace(".yaml", ".gen.ts")}`), typesOf(api, file, SENT_AS_WRITTEN)),
    ),
  );
  return [...files, ...writeIfChanged(join(folder, "index.gen.ts"), listClientTypes(apis))];
}

function listClientTypes(apis: readonly { readonly api: string; readonly versions: readonly string[] }[]): string {
  const lines = apis.map(({ api, versions }) => {
    const members = versions.map((file) => {
      const version = file.replace(".yaml", "");
      return `${version}: import("./${api}-${version}.gen.js").paths`;
    });
    return `  "${api}": { ${members.join("; ")} };`;
  });
  return `${GENERATED}export interface ApiPaths {\n${lines.join("\n")}\n}\n`;
}

function versionsOf(api: string): readonly string[] {
  const versions = readdirSync(join(CONTRACTS, api)).filter((name) => /^v\d+\.yaml$/.test(name));
  return versions.toSorted((a, b) => Number(a.slice(1, -5)) - Number(b.slice(1, -5)));
}

/** @param options of openapi-typescript */
function typesOf(api: string, file: string, ...options: readonly string[]): string {
  const tool = join("node_modules", "openapi-typescript", "bin", "cli.js");
  return runTool([tool, join(CONTRACTS, api, file), ...options]);
}

function generatePages(): string[] {
  // A check follows a build; a generation makes its own, for the types it has just written.
  if (!isCheck) runTool([join("node_modules", "@nestjs", "cli", "bin", "nest.js"), "build"]);
  return PAGES.flatMap(({ script, pages }) =>
    runPageScript(
      join("dist", "scripts", script),
      pages.map((page) => join("docs", page)),
    ),
  );
}

function runPageScript(script: string, pages: readonly string[]): string[] {
  if (!existsSync(script)) throw new Error(`${script} is missing. Run: npm run build`);
  // The script itself says which of several pages differs.
  if (isCheck) return spawnSync(process.execPath, [script, "--check"], CHECK_OUTPUT).status === 0 ? [] : [...pages];
  const before = pages.map(readPage);
  runTool([script]);
  return pages.filter((page, index) => readPage(page) !== before[index]);
}

function readPage(page: string): string {
  return existsSync(page) ? readFileSync(page, "utf8") : "";
}

function writeIfChanged(file: string, content: string): string[] {
  if (existsSync(file) && readFileSync(file, "utf8") === content) return [];
  if (!isCheck) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return [file];
}

function runTool(args: readonly string[]): string {
  return execFileSync(process.execPath, [...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 300_000,
  });
}
