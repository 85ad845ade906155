import { Command } from "commander";

/** `interlock ruleset …`: the rules for other tools. */
export function register(program: Command): void {
  const ruleset = new Command("ruleset").description("The lint rules, for editors and pipelines that have Spectral.");
  ruleset
    .command("export")
    .argument("<folder>", "is made when it is not there; files of an earlier export are overwritten")
    .description(
      "Write the rules of a profile as a portable Spectral ruleset with its functions. Rules over several contracts together are not part of it, since Spectral cannot express them.",
    )
    .option("--profile <name or file>", "whose severities are taken, such as strict or brownfield", "strict")
    .addHelpText(
      "after",
      "\nExample:\n  interlock ruleset export rules\n  spectral lint --ruleset rules/interlock.spectral.yaml orders.yaml",
    )
    .action(async (folder: string, options: { readonly profile: string }) => {
      const { runExportRuleset } = await import("../contract-report/run-export-ruleset.js");
      runExportRuleset(folder, options.profile);
    });
  program.addCommand(ruleset);
}
