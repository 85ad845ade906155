import type { Command } from "commander";
import { readConfigurationWith } from "../../config/configuration.js";
import type { CheckResult, CheckState } from "../doctor/check.js";
import { EXIT_CODE } from "../exit-code.js";
import { paint, printJson, printTable } from "../output.js";

const COLOURS = { ok: "green", failed: "red", "not run": "yellow", absent: "dim" } as const;

export function register(program: Command): void {
  program
    .command("doctor")
    .description(
      "Check this machine, its database and the running system; exit code 3 unless everything is ok. " +
        "A simulator that does not answer is shown as absent and leaves the exit code 0: only the demo needs it.",
    )
    .option("--json", "print the results as JSON")
    .addHelpText("after", "\nExample:\n  interlock doctor --json")
    .action(async (options: { readonly json?: true }) => {
      const results = await runChecks();
      const isOk = results.every(({ state }) => state === "ok" || state === "absent");
      if (options.json) printJson({ isOk, checks: results });
      else printTable(results.map(({ check, state, detail }) => [check, paintState(state), detail]));
      if (!isOk) process.exitCode = EXIT_CODE.environment;
    });
}

async function runChecks(): Promise<CheckResult[]> {
  const configuration = readConfigurationWith({});
  const { checkMachine } = await import("../doctor/check-machine.js");
  const { checkDatabase } = await import("../doctor/check-database.js");
  const { checkServers } = await import("../doctor/check-servers.js");
  return [
    ...(await checkMachine(configuration.dataDir)),
    ...(await checkDatabase(configuration)),
    ...(await checkServers(configuration)),
  ];
}

/** Padded before it is coloured: escape sequences would count as width. */
function paintState(state: CheckState): string {
  return paint(COLOURS[state], state.padEnd(7), process.stdout);
}
