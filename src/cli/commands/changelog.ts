import { Command, Option } from "commander";
import type { ChangelogOptions } from "../contract-report/run-changelog.js";
import { ROOT_HELP } from "../contract-report/root-help.js";
import { SIDE_HELP } from "../contract-report/side-help.js";

/** `interlock changelog <base> <revision>`: what users of a contract must know about a new version. */
export function register(program: Command): void {
  const command = new Command("changelog")
    .argument("<base>", "the older version")
    .argument("<revision>", "the newer version")
    .description("Tell the users of a contract what changed. It is no gate: exit code 0 whatever changed.")
    .addOption(
      new Option("--format <format>", "how it is written").choices(["markdown", "text", "json"]).default("markdown"),
    )
    .option("--output <file>", "write a file instead of stdout")
    .option("--date <yyyy-mm-dd>", "the day for sunsets; today (UTC) without it")
    .option("--root <folder>", ROOT_HELP)
    .option("--client <name>", "for registry:…, instead of INTERLOCK_CLIENT")
    .addHelpText(
      "after",
      `${SIDE_HELP}\nExample:\n  interlock changelog git:v1.0.0:orders.yaml orders.yaml --output CHANGES.md`,
    )
    .action(async (base: string, revision: string, options: ChangelogOptions) => {
      const { runChangelog } = await import("../contract-report/run-changelog.js");
      await runChangelog(base, revision, options);
    });
  program.addCommand(command);
}
