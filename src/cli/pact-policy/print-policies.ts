import type { ContractOptions } from "../contract/contract-api.js";
import { printJson, printLine, printTable } from "../output.js";

/** A policy as the management API shows it. */
export interface ShownPolicy {
  readonly participant: string;
  readonly requiredChecks: readonly string[];
  readonly isDefault: boolean;
}

export function printPolicies(policies: readonly ShownPolicy[], { json }: ContractOptions): void {
  if (json === true) return printJson(policies);
  if (policies.length === 0) return printLine("no participants");
  printTable(
    policies.map(({ participant, requiredChecks, isDefault }) => {
      return [participant, requiredChecks.join(", "), isDefault ? "(by its name)" : ""];
    }),
  );
}
