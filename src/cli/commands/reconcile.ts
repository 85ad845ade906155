import type { Command } from "commander";
import type { ContractOptions } from "../contract/contract-api.js";
import { printJson, printLine, printTable } from "../output.js";

interface Run {
  readonly results: readonly {
    readonly rule: string;
    readonly meaning: string;
    readonly outcome: string;
    readonly compared: number;
    readonly deviations: number;
    readonly reason: string | null;
  }[];
}

interface Case {
  readonly code: string;
  readonly plantCode: string;
  readonly subject: string;
  readonly detail: string;
  readonly resolution: string;
}

/** `interlock reconcile …`: ERP, MES and ledger compared. */
export function register(program: Command): void {
  program
    .command("reconcile [plantCode]")
    .description("Compare ERP, MES and ledger of a plant now, or list the open cases of all plants.")
    .option("--client <name>", "instead of INTERLOCK_CLIENT")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", "\nExample:\n  interlock reconcile P100\n  interlock reconcile")
    .action(reconcile);
}

async function reconcile(plantCode: string | undefined, options: ContractOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  const api = openContractApi(options);
  if (plantCode === undefined) {
    const { items } = (await api.get<{ items: Case[] }>("/platform/v1/reconciliation/cases", { state: "OPEN" })).body;
    if (options.json === true) return printJson(items);
    if (items.length === 0) return printLine("no open cases");
    return printTable(items.map((item) => [item.code, item.plantCode, item.subject, item.detail, item.resolution]));
  }
  const run = (await api.post<Run>("/platform/v1/reconciliation/runs", { plantCode }, { timeoutMs: 120_000 })).body;
  if (options.json === true) return printJson(run);
  const rows = run.results.map(({ rule, meaning, outcome, compared, deviations, reason }) => [
    rule,
    outcome === "COMPARED" ? `${deviations} of ${compared}` : "not comparable",
    reason ?? meaning,
  ]);
  printTable([["RULE", "DEVIATIONS", "MEANING"], ...rows]);
}
