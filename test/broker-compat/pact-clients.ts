import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/config/project-root.js";
import type { CommandResult } from "../support/run-interlock.js";
import type { BrokerStage } from "./broker-stage.js";

const modules = join(projectRoot, "node_modules");
const RUST = join(modules, "@pact-foundation", "pact-cli-linux-x64", "standalone", "pact");
const RUBY = join(modules, "pact-ruby-client", "standalone", "linux-x64-2.5.12", "pact", "bin", "pact-broker");

/** Usage reports of the Pact tools are off; only these exact values work. */
export const NO_TELEMETRY = { PACT_DO_NOT_TRACK: "true", SCARF_ANALYTICS: "false", DO_NOT_TRACK: "1" };

/** Reasons to skip, for the platforms without these binaries; false where they are. */
export const withoutRust = existsSync(RUST) ? false : "the Rust client of pact-cli 18 has no binary for this platform";
export const withoutRuby = existsSync(RUBY) ? false : "the Ruby client of pact-cli 16 has no binary for this platform";

type Environment = Readonly<Record<string, string>>;

/** Runs `pact <arguments>` of the Rust client. */
export async function runRust(
  stage: BrokerStage,
  args: readonly string[],
  more: Environment = {},
): Promise<CommandResult> {
  return await run(RUST, args, { ...credentialsOf(stage), ...more });
}

/** Runs `pact-broker <arguments>` of the Ruby client. */
export async function runRuby(
  stage: BrokerStage,
  args: readonly string[],
  more: Environment = {},
): Promise<CommandResult> {
  return await run(RUBY, args, { ...credentialsOf(stage), ...more });
}

function credentialsOf({ url, username, password }: BrokerStage): Environment {
  return { PACT_BROKER_BASE_URL: url, PACT_BROKER_USERNAME: username, PACT_BROKER_PASSWORD: password };
}

/** Runs a program with nothing but the given environment, and ends it after a minute. */
export async function run(program: string, args: readonly string[], environment: Environment): Promise<CommandResult> {
  return await new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: {
        PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
        HOME: "/nonexistent",
        LANG: "C.UTF-8",
        ...NO_TELEMETRY,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
