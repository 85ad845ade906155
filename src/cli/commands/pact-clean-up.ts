import { type Command, InvalidArgumentError } from "commander";
import type { ContractOptions } from "../contract/contract-api.js";
import type { ShownRun } from "../pact-clean-up/print-plan.js";

interface LimitOptions extends ContractOptions {
  readonly versionsPerBranch?: number;
  readonly days?: number;
}

interface SetOptions extends ContractOptions {
  readonly versionsPerBranch: number;
  readonly days: number;
  readonly scheduled?: true;
}

interface ShownPolicy {
  readonly policy: {
    readonly versionsPerBranch: number;
    readonly days: number;
    readonly isScheduled: boolean;
    readonly updatedBy: string;
    readonly updatedAt: string;
    readonly ranAt: string | null;
  } | null;
}

const ROUTE = "/platform/v1/pact-clean-up";
const APPLY_TIMEOUT_MS = 120_000;
const KEPT =
  "Kept in any case: what is deployed or released, everything on main branches, what is younger than the days, and versions\n" +
  "that others were declared equal to.";

/** `interlock pact-clean-up …`: how long the registry of consumer contracts keeps what nobody needs. */
export function register(program: Command): void {
  const cleanUp = program
    .command("pact-clean-up")
    .description("Remove versions that nobody needs from the registry of consumer contracts.");
  const command = (name: string, description: string): Command =>
    cleanUp
      .command(name)
      .description(description)
      .option("--client <name>", "instead of INTERLOCK_CLIENT")
      .option("--json", "print the answer as JSON");

  command("show", "Show the policy.").addHelpText("after", "\nExample:\n  interlock pact-clean-up show").action(show);
  command("set", "Set the policy. Nothing is removed by it, unless it is scheduled.")
    .requiredOption("--versions-per-branch <n>", "newest versions kept of each branch and of each tag", readNumber)
    .requiredOption("--days <n>", "days that every version is kept", readNumber)
    .option("--scheduled", "run it once a day")
    .addHelpText(
      "after",
      `\nExample:\n  interlock pact-clean-up set --versions-per-branch 10 --days 90 --scheduled\n\n${KEPT}`,
    )
    .action(set);
  command("plan", "Show what the policy, or other numbers, would remove; nothing is removed.")
    .option("--versions-per-branch <n>", "instead of the policy's; with --days", readNumber)
    .option("--days <n>", "instead of the policy's; with --versions-per-branch", readNumber)
    .addHelpText("after", `\nExample:\n  interlock pact-clean-up plan --versions-per-branch 5 --days 30\n\n${KEPT}`)
    .action(plan);
  command("apply <plan>", "Remove what a plan of the policy has shown; refused when the registry has changed since.")
    .addHelpText("after", "\nExample:\n  interlock pact-clean-up apply <hash that plan has shown>")
    .action(apply);
}

async function show(options: ContractOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  await printPolicy((await openContractApi(options).get<ShownPolicy>(ROUTE)).body, options);
}

async function set(options: SetOptions): Promise<void> {
  const { versionsPerBranch, days, scheduled } = options;
  const { openContractApi } = await import("../contract/contract-api.js");
  const asked = { versionsPerBranch, days, isScheduled: scheduled === true };
  await printPolicy((await openContractApi(options).put<ShownPolicy>(ROUTE, asked)).body, options);
}

async function plan(options: LimitOptions): Promise<void> {
  const { versionsPerBranch, days } = options;
  const { openContractApi } = await import("../contract/contract-api.js");
  const { body } = await openContractApi(options).post<ShownRun>(`${ROUTE}/runs`, { versionsPerBranch, days });
  const { printPlan } = await import("../pact-clean-up/print-plan.js");
  printPlan(body, options);
}

async function apply(planHash: string, options: ContractOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  const limits = { timeoutMs: APPLY_TIMEOUT_MS };
  const { body } = await openContractApi(options).post<ShownRun>(`${ROUTE}/runs`, { planHash }, limits);
  const { printResult } = await import("../pact-clean-up/print-plan.js");
  printResult(body, options);
}

async function printPolicy({ policy }: ShownPolicy, { json }: ContractOptions): Promise<void> {
  const { printJson, printLine, printTable } = await import("../output.js");
  if (json === true) return printJson(policy);
  if (policy === null) return printLine("no policy: nothing is ever removed");
  printTable([
    ["versions per branch", String(policy.versionsPerBranch)],
    ["days", String(policy.days)],
    ["scheduled", policy.isScheduled ? `once a day, last ${policy.ranAt ?? "never"}` : "no"],
    ["set by", `${policy.updatedBy}, ${policy.updatedAt}`],
  ]);
}

function readNumber(text: string): number {
  if (/^[1-9][0-9]{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number from 1.");
}
