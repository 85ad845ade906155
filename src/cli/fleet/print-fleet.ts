import type { ContractOptions } from "../contract/contract-api.js";
import { printJson, printLine, printTable } from "../output.js";

/** A group as the management API shows it. */
export interface ShownGroup {
  readonly environment: string;
  readonly name: string;
  readonly plants: readonly string[];
}

/** Whether a version may be promoted to a group. */
export interface ShownPlantVerdict {
  readonly canPromote: boolean | null;
  readonly reasons: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

/** Where a version runs. */
export interface ShownRollout {
  readonly participant: string;
  readonly number: string;
  readonly environment: string;
  readonly parts: readonly {
    readonly group: string | null;
    readonly state: string;
    readonly plants: readonly string[];
    readonly missing: readonly string[];
  }[];
}

const PLANTS_SHOWN = 20;

export function printGroups(groups: readonly ShownGroup[], { json }: ContractOptions): void {
  if (json === true) return printJson(groups);
  if (groups.length === 0) return printLine("no plant groups");
  printTable(groups.map(({ environment, name, plants }) => [`${environment}:${name}`, listed(plants)]));
}

export function printVerdict(verdict: ShownPlantVerdict, { json }: ContractOptions): void {
  if (json === true) return printJson(verdict);
  const { canPromote, reasons } = verdict;
  printLine(
    canPromote === true ? "it can be promoted" : canPromote === false ? "it cannot be promoted" : "it is not known",
  );
  for (const reason of reasons) printLine(`  ${reason}`);
}

/** The whole environment first, then each group. */
export function printRollout(rollout: ShownRollout, { json }: ContractOptions): void {
  if (json === true) return printJson(rollout);
  const { environment, parts } = rollout;
  printTable(
    parts.map(({ group, state, plants, missing }) => {
      const where = group === null ? environment : `${environment}:${group}`;
      const count = `${plants.length} of ${plants.length + missing.length}`;
      return [where, state, count, listed(plants), missing.length === 0 ? "" : `not in ${listed(missing)}`];
    }),
  );
}

function listed(plants: readonly string[]): string {
  const shown = plants.slice(0, PLANTS_SHOWN).join(", ");
  return plants.length > PLANTS_SHOWN ? `${shown} and ${plants.length - PLANTS_SHOWN} more` : shown;
}
