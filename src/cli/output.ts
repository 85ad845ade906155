import { styleText } from "node:util";

/** Data goes to stdout, everything said about the work to stderr. */
export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** Prints rows as columns as wide as their widest cell. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  for (const row of rows) {
    printLine(
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
}

export function notice(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Colours text for the stream it goes to; plain when NO_COLOR is set or the stream is no terminal. */
export function paint(
  format: "bold" | "dim" | "green" | "red" | "yellow",
  text: string,
  stream: NodeJS.WriteStream = process.stderr,
): string {
  return styleText(format, text, { stream });
}
