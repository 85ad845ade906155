import { type Command, Option } from "commander";
import { readConfigurationWith } from "../../config/configuration.js";
import { SETTINGS } from "../../config/settings.js";

interface ServeOptions {
  readonly role?: string;
  readonly migrate?: true;
}

export function register(program: Command): void {
  program
    .command("serve")
    .description("Serve the API and run the workflows (production form; settings from the environment).")
    .addOption(new Option("--role <role>", "instead of INTERLOCK_ROLE").choices(SETTINGS.INTERLOCK_ROLE.choices))
    .option("--migrate", "bring the database up to date first")
    .addHelpText(
      "after",
      "\nExample:\n  INTERLOCK_DATABASE_URL=postgres://interlock@db/interlock interlock serve --role worker",
    )
    .action(async (options: ServeOptions) => {
      const role = options.role === undefined ? {} : { INTERLOCK_ROLE: options.role };
      const { runServe } = await import("../start/run-serve.js");
      await runServe(readConfigurationWith(role), options.migrate === true);
    });
}
