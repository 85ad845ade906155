import type { Command } from "commander";
import type { ContractOptions } from "../contract/contract-api.js";
import type { PlanOptions } from "../recovery/run-replay.js";

type WithReason = ContractOptions & { readonly reason: string };

const STEPS = [
  ["run", "Start a replay; a large one needs a second person's approval."],
  ["pause", "Halt a running replay."],
  ["resume", "Let a halted replay go on."],
  ["cancel", "End a replay; what has not had its turn stays stopped."],
] as const;

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
  const withReason = (name: string, description: string, example: string): Command =>
    command(name, description, example).requiredOption("--reason <text>", "why; it is kept in the audit");

  const example = "plan --plant P100 --group 3f2a… --mended --reason 'period is open again'";
  withReason("plan", "Look every selected posting up in its ERP and keep what a run would come to.", example)
    .option("--plant <code>", "only this plant; without it every plant")
    .option("--group <fingerprint>", "only this cause, as `dlq groups` shows it")
    .option("--posting <id...>", "only these postings")
    .option("--mended", "the cause outside Interlock is mended")
    .option("--rate <number>", "postings a second", "10")
    .action(async (options: PlanOptions) => (await run()).planReplay(options));
  command("show <id>", "What the dry run said and how far the run is.", "show 01KAR7…").action(
    async (id: string, options: ContractOptions) => (await run()).showReplay(id, options),
  );
  command("list", "Replays, the newest first.", "list").action(async (options: ContractOptions) =>
    (await run()).listReplays(options),
  );
  const approve = "approve 01KAR7… --content 91ab… --reason 'the ERP is back'";
  withReason("approve <id>", "Approve the replay of somebody else.", approve)
    .requiredOption("--content <hash>", "the content you have read, as `replay show` prints it")
    .action(async (id: string, options: WithReason & { readonly content: string }) =>
      (await run()).approveReplay(id, options),
    );
  for (const [step, description] of STEPS) {
    withReason(`${step} <id>`, description, `${step} 01KAR7… --reason 'the ERP is back'`).action(
      async (id: string, options: WithReason) => (await run()).steerReplay(step, id, options),
    );
  }
}

const run = async () => await import("../recovery/run-replay.js");
