import type { Command } from "commander";
import { readConfigurationWith } from "../../config/configuration.js";
import type { MigrateOptions } from "../start/run-migrate.js";

export function register(program: Command): void {
  program
    .command("migrate")
    .description("Bring the database up to date: the tables of Interlock and of its workflow engine.")
    .option("--check", "only list what is pending; exit code 1 when something is")
    .option("--json", "print the names as JSON")
    .addHelpText("after", "\nExample:\n  interlock migrate --check")
    .action(async (options: MigrateOptions) => {
      const { runMigrate } = await import("../start/run-migrate.js");
      await runMigrate(readConfigurationWith({}), options);
    });
}
