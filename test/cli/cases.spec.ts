import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Command } from "commander";
import { loadCommands } from "../../src/cli/load-commands.js";
import { projectRoot } from "../../src/config/project-root.js";
import { runInterlock } from "../support/run-interlock.js";

/**
 * Each `*.case` is a command line and everything it answers. `node <this file> --write-golden` writes them anew from
 * their first lines; the difference is then reviewed like any other.
 */
const folder = join(projectRoot, "test", "cli");

describe("command line", () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".case"))) {
    it(`answers as ${file} says`, async () => {
      const path = join(folder, file);
      const [command = ""] = readFileSync(path, "utf8").split("\n", 1);
      const actual = await render(command);
      if (process.argv.includes("--write-golden")) writeFileSync(path, actual);
      assert.equal(actual, readFileSync(path, "utf8"));
    });
  }

  it("shows an example in the help of every command", async () => {
    const program = new Command("interlock");
    await loadCommands(program);
    assert.ok(program.commands.length >= 5);
    for (const names of leaves(program)) {
      const { exitCode, stdout } = await runInterlock([...names, "--help"]);
      assert.equal(exitCode, 0);
      assert.match(stdout, /\nExamples?:\n {2}\S/, `interlock ${names.join(" ")} --help`);
    }
  });
});

/** The names of every command that does something itself, such as `["plant", "apply"]`. */
function leaves(command: Command): string[][] {
  return command.commands.flatMap((child) => {
    const below = leaves(child);
    return below.length === 0 ? [[child.name()]] : below.map((names) => [child.name(), ...names]);
  });
}

async function render(command: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runInterlock(command.split(" ").slice(2));
  return [command, `exit ${exitCode}`, "--- stdout", stdout.trimEnd(), "--- stderr", stderr.trimEnd(), ""].join("\n");
}
