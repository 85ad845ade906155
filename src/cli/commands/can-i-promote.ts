import { Command } from "commander";
import { withFormats } from "../contract-report/report-options.js";
import type { CanIPromoteOptions } from "../contract-report/run-can-i-promote.js";

/** `interlock can-i-promote <api> <version>`: the gate's answer, for pipelines. */
export function register(program: Command): void {
  const command = new Command("can-i-promote")
    .argument("<api>", "such as production-order; asyncapi/production-order where an API has the name too")
    .argument("<version>", "v1 for its newest registered version, or a full version such as 1.2.0")
    .description(
      "Ask the gateway whether a registered version could be promoted now, and why not. Exit code 1 when not, 3 when it is not registered, 4 when you may not ask.",
    )
    .option("--client <name>", "instead of INTERLOCK_CLIENT");
  withFormats(command)
    .addHelpText("after", "\nExample:\n  interlock can-i-promote production-order 1.1.0 --format json")
    .action(async (api: string, version: string, options: CanIPromoteOptions) => {
      const { runCanIPromote } = await import("../contract-report/run-can-i-promote.js");
      await runCanIPromote(api, version, options);
    });
  program.addCommand(command);
}
