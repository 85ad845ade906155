import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../src/config/project-root.js";
import { SETTINGS } from "../src/config/settings.js";

/** Writes docs/configuration.md from the list of settings; with --check only compares (exit code 1 when it differs). */
const file = join(projectRoot, "docs", "configuration.md");

interface Setting {
  readonly kind: string;
  readonly choices?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly fallback?: string | number;
  readonly description: string;
}

function render(): string {
  const rows = Object.entries<Setting>(SETTINGS).map(
    ([name, setting]) => `| \`${name}\` | ${valuesOf(setting)} | ${defaultOf(setting)} | ${setting.description} |`,
  );
  return [
    "# Settings",
    "",
    "Interlock is configured by environment variables. A misspelt or impossible value stops the start with a sentence",
    "that names it (exit code 3). This page is generated from `src/config/settings.ts` by `npm run generate`.",
    "",
    "| Setting | Values | Default | Meaning |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function valuesOf({ kind, choices, minimum, maximum }: Setting): string {
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(", ");
  return kind === "integer" ? `${minimum} to ${maximum}` : "text";
}

function defaultOf({ fallback }: Setting): string {
  return fallback === undefined ? "" : `\`${fallback}\``;
}

if (!process.argv.includes("--check")) writeFileSync(file, render());
else if (readFileSync(file, "utf8") !== render()) {
  process.stderr.write("docs/configuration.md differs from src/config/settings.ts; run npm run generate.\n");
  process.exitCode = 1;
}
