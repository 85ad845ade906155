import type { Command } from "commander";
import type { ContractOptions } from "../contract/contract-api.js";
import type { DlqListOptions, WithReason } from "../recovery/run-dlq.js";

type Add = (name: string, description: string, example: string) => Command;

/** `interlock dlq …`: what stands still, by cause, and what may be done about one posting. */
export function register(program: Command): void {
  const dlq = program.command("dlq").description("Postings that do not go on by themselves: causes, edits, discards.");
  const command: Add = (name, description, example) =>
    dlq
      .command(name)
      .description(description)
      .option("--client <name>", "instead of INTERLOCK_CLIENT")
      .option("--json", "print the answer as JSON")
      .addHelpText("after", `\nExample:\n  interlock dlq ${example}`);
  addReads(command);
  addWork(command);
  addDecisions(command);
}

function addReads(command: Add): void {
  command("groups", "Stopped postings by what has to be mended.", "groups").action(async (options: ContractOptions) =>
    (await run()).listGroups(options),
  );
  command("list", "Stopped postings, in the order of the ledger.", "list --state PARKED --plant P100")
    .option("--state <state>", "PARKED, DEAD or UNKNOWN")
    .option("--plant <code>", "only this plant")
    .option("--group <fingerprint>", "only this cause, as `dlq groups` shows it")
    .action(async (options: DlqListOptions) => (await run()).listStopped(options));
  command("show <postingId>", "A posting, its document and what waits behind it, as JSON.", "show 01KAR7…").action(
    async (id: string, options: ContractOptions) => (await run()).showStopped(id, options),
  );
  command("changes", "Proposed and applied edits and discards.", "changes").action(async (options: ContractOptions) =>
    (await run()).listChanges(options),
  );
}

function addWork(command: Add): void {
  withReason(command("assign <group>", "Say who looks after a cause.", "assign 3f2a… --owner finance --reason asked"))
    .requiredOption("--owner <name>", "account or team")
    .action(async (group: string, options: WithReason & { readonly owner: string }) =>
      (await run()).assignGroup(group, options),
    );
  const split = "split 01KAR7… --reason 'one of them is wrong'";
  withReason(command("split <postingId>", "Take a stopped posting apart that carries others.", split)).action(
    async (id: string, options: WithReason) => (await run()).splitAggregate(id, options),
  );
  const edit = "edit 01KAR7… --set /postingDate=2026-12-01 --reason 'period closed'";
  withReason(command("edit <postingId>", "Propose other values; a second person approves them.", edit))
    .requiredOption("--set <pointer=value...>", "JSON pointer and value; no value takes the member out")
    .action(async (id: string, options: WithReason & { readonly set: readonly string[] }) =>
      (await run()).editStopped(id, options),
    );
  const discard = "discard 01KAR7… --reason 'entered by hand'";
  withReason(
    command("discard <postingId>", "Propose to give a posting up; a second person approves it.", discard),
  ).action(async (id: string, options: WithReason) => (await run()).discardStopped(id, options));
}

function addDecisions(command: Add): void {
  const approve = "approve 01KAR7… --content 91ab… --reason checked";
  withReason(command("approve <changeId>", "Approve and carry out what somebody else has proposed.", approve))
    .requiredOption("--content <hash>", "the content you have read, as `dlq changes` shows it")
    .action(async (id: string, options: WithReason & { readonly content: string }) =>
      (await run()).approveChange(id, options),
    );
  const withdraw = "withdraw 01KAR7… --reason 'wrong date'";
  withReason(command("withdraw <changeId>", "Give a proposed change up.", withdraw)).action(
    async (id: string, options: WithReason) => (await run()).withdrawChange(id, options),
  );
}

const withReason = (command: Command): Command =>
  command.requiredOption("--reason <text>", "why; it is kept in the audit");

const run = async () => await import("../recovery/run-dlq.js");
