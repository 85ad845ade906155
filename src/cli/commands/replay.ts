import type { Command } from "commander";
import type { ContractOptions } from "../contract/contract-api.js";
import { printJson, printTable } from "../output.js";

interface Replay {
  readonly id: string;
  readonly state: string;
  readonly summary: string;
  readonly approval: string;
  readonly proposalId: string;
  readonly contentHash: string;
  readonly messages: number;
  readonly ratePerSecond: number;
  readonly dryRunMs: number;
  readonly deviations: number;
  readonly results: Readonly<Record<string, number>>;
}

type PlanOptions = ContractOptions & {
  readonly plant?: string;
  readonly group?: string;
  readonly posting?: readonly string[];
  readonly mended?: true;
  readonly rate: string;
  readonly reason: string;
};

const ROUTE = "/platform/v1/replays";

/** `interlock replay …`: a dry run that is kept, then its run at a pace. */
export function register(program: Command): void {
  const replay = program.command("replay").description("Replays: say what would happen, then do exactly that.");
  const command = (name: string, description: string, example: string): Command =>
    replay
      .command(name)
      .description(description)
      .option("--client <name>", "instead of INTERLOCK_CLIENT")
      .option("--json", "print the answer as JSON")
      .addHelpText("after", `\nExample:\n  interlock replay ${example}`);

  command(
    "plan",
    "Look every selected posting up in its ERP and keep what a run would come to.",
    "plan --plant P100 --group 3f2a… --mended --reason 'period is open again'",
  )
    .option("--plant <code>", "only this plant; without it every plant")
    .option("--group <fingerprint>", "only this cause, as `dlq groups` shows it")
    .option("--posting <id...>", "only these postings")
    .option("--mended", "the cause outside Interlock is mended")
    .option("--rate <number>", "postings a second", "10")
    .requiredOption("--reason <text>", "why; it is kept in the audit")
    .action(plan);
  command("show <id>", "What the dry run said and how far the run is.", "show 01KAR7…").action(show);
  command("list", "Replays, the newest first.", "list").action(list);
  for (const [step, description] of STEPS) {
    command(`${step} <id>`, description, `${step} 01KAR7… --reason 'the ERP is back'`)
      .requiredOption("--reason <text>", "why; it is kept in the audit")
      .action(async (id: string, options: ContractOptions & { readonly reason: string }) => {
        await post(`${ROUTE}/${encodeURIComponent(id)}:${step}`, { reason: options.reason }, options);
      });
  }
}

const STEPS = [
  ["run", "Start a replay; a large one needs a second person's approval."],
  ["pause", "Halt a running replay."],
  ["resume", "Let a halted replay go on."],
  ["cancel", "End a replay; what has not had its turn stays stopped."],
] as const;

async function plan({ plant, group, posting, mended, rate, reason, ...options }: PlanOptions): Promise<void> {
  const body = {
    ...(plant === undefined ? {} : { plantCode: plant }),
    ...(group === undefined ? {} : { fingerprint: group }),
    ...(posting === undefined ? {} : { postingIds: posting }),
    isCauseMended: mended === true,
    ratePerSecond: Number(rate),
    reason,
  };
  await post(ROUTE, body, options);
}

async function show(id: string, options: ContractOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  print((await openContractApi(options).get<Replay>(`${ROUTE}/${encodeURIComponent(id)}`)).body, options);
}

async function list(options: ContractOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  const { items } = (await openContractApi(options).get<{ items: Replay[] }>(ROUTE)).body;
  if (options.json === true) return printJson(items);
  printTable([["REPLAY", "STATE", "DRY RUN"], ...items.map(({ id, state, summary }) => [id, state, summary])]);
}

async function post(route: string, body: object, options: ContractOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  print((await openContractApi(options).post<Replay>(route, body, { timeoutMs: 120_000 })).body, options);
}

function print(replay: Replay, { json }: ContractOptions): void {
  if (json === true) return printJson(replay);
  const results = Object.entries(replay.results).filter(([, count]) => count > 0);
  printTable([
    ["replay", replay.id],
    ["state", `${replay.state}, ${replay.ratePerSecond} a second`],
    ["dry run", `${replay.summary} (${replay.messages} postings, ${replay.dryRunMs} ms)`],
    ["approval", `${replay.approval} (proposal ${replay.proposalId}, content ${replay.contentHash})`],
    ["progress", results.map(([result, count]) => `${count} ${result}`).join(", ")],
    ["not as predicted", String(replay.deviations)],
  ]);
}
