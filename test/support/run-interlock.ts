import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** How a command of the command line ended. */
export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const entry = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "src", "cli", "main.js");

/** Arguments for node that run the command line of this build; bin/interlock.mjs runs the same file of dist/. */
export function interlockArguments(args: readonly string[]): string[] {
  return [entry, ...args];
}

/** Runs `interlock` as a process of its own with nothing in its environment but the given settings. */
export async function runInterlock(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  return await runNode(interlockArguments(args), settings);
}

export async function runNode(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  return await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
