import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Command } from "commander";

/** What each file of commands/ exports: it adds its command, and imports anything heavy only inside the action. */
export interface CommandModule {
  register(program: Command): void;
}

/** Adds every command of the folder; a new command is a new file and no list is edited. */
export async function loadCommands(program: Command): Promise<void> {
  const folder = join(dirname(fileURLToPath(import.meta.url)), "commands");
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".js") && !name.endsWith(".spec.js"))
    .toSorted();
  const modules = await Promise.all(
    files.map(async (name) => (await import(pathToFileURL(join(folder, name)).href)) as Partial<CommandModule>),
  );
  for (const [index, module] of modules.entries()) {
    if (module.register === undefined) throw new Error(`commands/${files[index]} does not export register(program)`);
    module.register(program);
  }
}
