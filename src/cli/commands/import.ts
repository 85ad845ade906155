import type { Command } from "commander";

interface ImportOptions {
  readonly plant: string;
  readonly client: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `interlock import b2mml` */
export function register(program: Command): void {
  const imports = program.command("import").description("Import files of other systems through the governed API.");
  imports
    .command("b2mml")
    .description("Import B2MML V0401 files: schedules, performance, material information and definitions.")
    .argument("<file...>", "XML files, imported in this order")
    .requiredOption("--plant <code>", "plant whose mappings are used")
    .option("--client <name>", "client of the credentials file to import as", "b2mml-import")
    .option("--dry-run", "read, map and validate; store nothing")
    .option("--json", "print one report per file")
    .addHelpText(
      "after",
      "\nAn imported file may be imported again: it repeats nothing.\n" +
        "Exit codes: 0 all taken, 1 some refused, 3 some unreadable or no gateway, 4 not authorised.\n" +
        "\nExample:\n  interlock import b2mml --plant P300 PRO-20121210181416-27942.xml",
    )
    .action(importB2mml);
}

async function importB2mml(files: readonly string[], options: ImportOptions): Promise<void> {
  const { readConfigurationWith } = await import("../../config/configuration.js");
  const { runImport } = await import("../run-import.js");
  process.exitCode = await runImport(readConfigurationWith({}), files, {
    plantCode: options.plant,
    clientName: options.client,
    isDryRun: options.dryRun === true,
    isJson: options.json === true,
  });
}
