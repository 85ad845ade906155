import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { projectRoot } from "../config/project-root.js";
import { loadCommands } from "./load-commands.js";
import { reportError } from "./report-error.js";

/** Runs the command line and sets the exit code of the process. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  try {
    const program = await buildProgram();
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    process.exitCode = reportError(error, args.includes("--json"));
  }
}

/** The program with all its commands, which throws instead of ending the process. */
async function buildProgram(): Promise<Command> {
  const program = new Command("interlock")
    .description("Contract-governed gateway between ERP and MES.")
    .version(productVersion())
    .showHelpAfterError("(interlock --help lists the commands)")
    .addHelpText("after", "\nExample:\n  interlock up    a complete system on this machine, with simulators")
    .exitOverride();
  await loadCommands(program);
  for (const command of allCommands(program)) command.exitOverride();
  return program;
}

/** Commander hands exitOverride down only to commands made by `program.command()`. */
function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}

function productVersion(): string {
  return (JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { version: string }).version;
}
