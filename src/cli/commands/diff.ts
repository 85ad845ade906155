import { Command } from "commander";
import { withJudgement } from "../contract-report/report-options.js";
import type { DiffCommandOptions } from "../contract-report/run-diff.js";
import { ROOT_HELP } from "../contract-report/root-help.js";
import { SIDE_HELP } from "../contract-report/side-help.js";

const USAGE_HELP =
  "name who uses what a change touches, as the gateway of INTERLOCK_PUBLIC_URL counted it for this version; a base registry:… is asked for by itself";

/** `interlock diff <base> <revision>`: what a new version of a contract breaks, with proof. */
export function register(program: Command): void {
  const command = new Command("diff")
    .argument("<base>", "the version that clients use now")
    .argument("<revision>", "the version that shall replace it")
    .description(
      "Say what a new version of a contract breaks, and show a value that proves it. What cannot be proven compatible is undecided and blocks. Exit code 1 when anything blocks, 3 when a version cannot be read.",
    )
    .option(
      "--profile <name>",
      "strict, tolerant-reader, oasdiff or buf-wire; the gate of the gateway uses strict",
      "strict",
    )
    .option("--root <folder>", ROOT_HELP)
    .option("--usage <api/version>", USAGE_HELP)
    .option("--client <name>", "for registry:… and --usage, instead of INTERLOCK_CLIENT");
  withJudgement(command)
    .addHelpText(
      "after",
      `${SIDE_HELP}\nExamples:\n  interlock diff git:origin/main:orders.yaml orders.yaml\n` +
        "  interlock diff registry:production-order/v1 v1.yaml --format markdown --output review.html\n" +
        "  interlock diff git:main:v1.yaml v1.yaml --usage production-order/v1 --client architect\n" +
        "  interlock diff old.yaml new.yaml --waivers interlock-waivers.yaml",
    )
    .action(async (base: string, revision: string, options: DiffCommandOptions) => {
      const { runDiff } = await import("../contract-report/run-diff.js");
      await runDiff(base, revision, options);
    });
  program.addCommand(command);
}
