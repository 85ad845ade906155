import { Command } from "commander";
import { withJudgement } from "../contract-report/report-options.js";
import { ROOT_HELP } from "../contract-report/root-help.js";
import type { LintCommandOptions } from "../contract-report/run-lint.js";

/** `interlock lint <files…>`: any company's contracts, without a server. */
export function register(program: Command): void {
  const command = new Command("lint")
    .argument("<files...>", "OpenAPI 3 or AsyncAPI 2 or 3 files; what they refer to is found by itself")
    .description(
      "Check contract files against the rules of a profile. Needs no server. Exit code 1 when a finding blocks, 3 when a file cannot be read.",
    )
    .option("--profile <name or file>", "strict, brownfield, plain, or a profile file of your own", "strict")
    .option("--root <folder>", ROOT_HELP);
  withJudgement(command)
    .addHelpText(
      "after",
      "\nExamples:\n  interlock lint contracts/openapi/production-order/v1.yaml\n" +
        "  interlock lint --profile plain --fail-on warn orders.yaml\n" +
        "  interlock lint orders.yaml --format github --output lint.sarif --output gitlab=code-quality.json",
    )
    .action(async (files: readonly string[], options: LintCommandOptions) => {
      const { runLint } = await import("../contract-report/run-lint.js");
      await runLint(files, options);
    });
  program.addCommand(command);
}
