import type { Command } from "commander";
import type { ContractOptions } from "../contract/contract-api.js";
import { printJson, printLine, printTable } from "../output.js";

interface Destination {
  readonly name: string;
  readonly breaker: string;
  readonly problem?: { readonly code: string; readonly detail?: string };
  readonly openUntil?: string;
  readonly loadPct: number;
  readonly maxParallel?: number;
  readonly maxPerSecond?: number;
  readonly workers: readonly { readonly worker: string; readonly permits: number }[];
}

const ROUTE = "/platform/v1/destinations";

/** `interlock destinations`: what may go to each ERP at the moment. */
export function register(program: Command): void {
  program
    .command("destinations")
    .description("The ERPs with their circuit breakers, and what may go to each of them now.")
    .option("--client <name>", "instead of INTERLOCK_CLIENT")
    .option("--json", "print the answer as JSON")
    .addHelpText(
      "after",
      `
OPEN: nothing is sent until the time shown. HALF_OPEN: one worker tries with one posting. LOAD is part of the full load;
it grows for some seconds after a break.

Example:
  interlock destinations --client operator`,
    )
    .action(list);
}

async function list(options: ContractOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  const { items } = (await openContractApi(options).get<{ items: Destination[] }>(ROUTE)).body;
  if (options.json === true) return printJson(items);
  if (items.length === 0) return printLine("no posting has gone to an ERP yet");
  printTable([["ERP", "BREAKER", "LOAD", "WORKERS", "AT ONCE", "A SECOND", "WHY"], ...items.map(rowOf)]);
}

function rowOf({
  name,
  breaker,
  problem,
  openUntil,
  loadPct,
  maxParallel,
  maxPerSecond,
  workers,
}: Destination): string[] {
  const until = openUntil === undefined ? "" : ` until ${openUntil}`;
  const why =
    problem === undefined ? "" : `${problem.code}${problem.detail === undefined ? "" : `: ${problem.detail}`}`;
  const limit = (value: number | undefined): string => (value === undefined ? "-" : String(value));
  return [name, breaker + until, `${loadPct} %`, String(workers.length), limit(maxParallel), limit(maxPerSecond), why];
}
