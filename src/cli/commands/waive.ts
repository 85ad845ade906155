import { Command } from "commander";
import type { WaiveOptions } from "../contract-report/run-waive.js";

/** `interlock waive <fingerprint>`: accept one finding of lint or diff for a time. */
export function register(program: Command): void {
  const command = new Command("waive")
    .argument("<fingerprint>", "as the report shows it; it survives moved lines and new wording")
    .description(
      "Accept one finding of lint or diff until a day, in a file that is reviewed like any other. A break, or a doubt about one, needs a second person.",
    )
    .requiredOption("--rule <id>", "the rule, for those who read the file")
    .requiredOption("--owner <who>", "who answers for it")
    .option("--approved-by <who>", "somebody else who agrees")
    .requiredOption("--ends <yyyy-mm-dd>", "the last day it holds, UTC")
    .requiredOption("--reason <text>", "why it is acceptable until then")
    .option("--file <file>", "where it is written", "interlock-waivers.yaml")
    .addHelpText(
      "after",
      '\nExample:\n  interlock waive 3f2a…64 hexadecimal digits… --rule path.removed --owner ann --approved-by ben --ends 2027-03-31 --reason "nobody called it since May"',
    )
    .action(async (fingerprint: string, options: WaiveOptions) => {
      const { runWaive } = await import("../contract-report/run-waive.js");
      runWaive(fingerprint, options);
    });
  program.addCommand(command);
}
