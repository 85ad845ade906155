import { type MatrixCell, roleMatrix } from "../../platform/security/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { printJson, printLine, printTable } from "../output.js";
import { readShippedPolicy } from "./read-shipped-policy.js";

const FORMATS = ["text", "json", "csv"] as const;
export type MatrixFormat = (typeof FORMATS)[number];

/** @throws CommandError for a role or a format that there is not */
export function printMatrix(role: string | undefined, format: MatrixFormat): void {
  if (!FORMATS.includes(format)) throw usage(`--format must be one of ${FORMATS.join(", ")}.`);
  const policy = readShippedPolicy();
  const roles = role === undefined ? [...policy.roles.keys()] : [role];
  if (role !== undefined && !policy.roles.has(role)) {
    throw usage(`There is no role ${role}; there are ${[...policy.roles.keys()].join(", ")}.`);
  }
  const cells = roleMatrix(policy).filter((cell) => roles.includes(cell.role));
  if (format === "json") return printJson({ digest: policy.digest, cells });
  if (format === "csv") return printCsv(cells);
  if (role !== undefined) return printRole(cells);
  printGrid(roles, cells);
}

/** One line per permission and one column per role: `x` held, `c` held under conditions. */
function printGrid(roles: readonly string[], cells: readonly MatrixCell[]): void {
  const byPermission = Map.groupBy(cells, ({ permission }) => permission);
  printTable([
    ["permission", ...roles],
    ...[...byPermission].map(([permission, row]) => [permission, ...row.map(symbolOf)]),
  ]);
  printLine("x held   c held under conditions, see --role   . not held");
}

function symbolOf(cell: MatrixCell): string {
  if (!cell.isHeld) return ".";
  return limitsOf(cell) === "" ? "x" : "c";
}

function printRole(cells: readonly MatrixCell[]): void {
  const held = cells.filter(({ isHeld }) => isHeld);
  printTable([["permission", "only"], ...held.map((cell) => [cell.permission, limitsOf(cell)])]);
}

function limitsOf({ conditions, hidden, prohibitions }: MatrixCell): string {
  return [
    ...conditions.map((condition) => `where ${condition}`),
    ...(hidden.length === 0 ? [] : [`without ${hidden.join(", ")}`]),
    ...prohibitions.map((id) => `unless prohibition ${id}`),
  ].join("; ");
}

function printCsv(cells: readonly MatrixCell[]): void {
  printLine("role,permission,held,only");
  for (const cell of cells)
    printLine([cell.role, cell.permission, String(cell.isHeld), limitsOf(cell)].map(quoted).join(","));
}

/** RFC 4180; a text that a spreadsheet would take for a formula is no role and no permission. */
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const usage = (message: string): CommandError => new CommandError(message, EXIT_CODE.usage);
