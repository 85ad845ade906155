import type { Command } from "commander";
import { readConfigurationWith } from "../../config/configuration.js";

export function register(program: Command): void {
  program
    .command("up")
    .description(
      "Run a complete system on this machine: database, gateway, worker, and simulators of an ERP and an MES.",
    )
    .addHelpText("after", "\nExample:\n  INTERLOCK_PORT=9080 interlock up")
    .action(async () => {
      const { runUp } = await import("../start/run-up.js");
      await runUp(readConfigurationWith({ INTERLOCK_ROLE: "all" }));
    });
}
