import type { Command } from "commander";
import type { FlowListOptions } from "../flow/run-flows.js";
import type { ContractOptions } from "../contract/contract-api.js";

const ABOUT =
  "an order as plant/number, or an id: of an operation, confirmation, movement, posting, external key or correlation";

/** `interlock flow list|show`: did that confirmation reach the ERP? */
export function register(program: Command): void {
  const flow = program
    .command("flow")
    .description("Accepted requests and what they have led to: did that confirmation reach the ERP?");
  flow
    .command("list")
    .description("Accepted requests and how far each is, the newest first.")
    .option("--about <order-or-id>", ABOUT)
    .option("--plant <code>", "only this plant")
    .option("--open", "only what is under way")
    .option("--limit <n>", "at most so many, up to 200", "20")
    .option("--client <name>", "instead of INTERLOCK_CLIENT")
    .option("--json", "print the answer as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  interlock flow list --about P100/1000042\n  interlock flow list --plant P100 --open",
    )
    .action(async (options: FlowListOptions) => (await run()).listFlows(options));
  flow
    .command("show")
    .argument("<order-or-id>", ABOUT)
    .description("Every step of a request: states, attempts with their times, ERP documents, next attempt.")
    .option("--client <name>", "instead of INTERLOCK_CLIENT")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", "\nExample:\n  interlock flow show 01KAR7S4Z1N8B5Y2Q7W3K6F9TG")
    .action(async (about: string, options: ContractOptions) => (await run()).showFlows(about, options));
}

const run = async () => await import("../flow/run-flows.js");
