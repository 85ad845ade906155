import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ERROR_LEVEL = 50;

interface LogLine {
  readonly level: number;
  readonly event?: string;
  readonly msg?: string;
  readonly loop?: string;
  readonly err?: { readonly message?: string };
}

/** What the servers of a run logged as errors, by event and first line of the message, most frequent first. */
export function describeLogErrors(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".log"));
  const errors = files.flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n").flatMap(toError));
  return [...Map.groupBy(errors, (text) => text)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([text, list]) => `${list.length} × ${text}`);
}

function toError(line: string): string[] {
  const entry = parse(line);
  if (entry === undefined || entry.level < ERROR_LEVEL) return [];
  const name = [entry.event ?? entry.msg ?? "unnamed", entry.loop].filter((part) => part !== undefined).join(" ");
  return [`${name}: ${entry.err?.message?.split("\n")[0] ?? ""}`];
}

/** A killed process leaves half a line; other lines are what the command line says to people. */
function parse(line: string): LogLine | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return undefined;
  }
}
