import type { Command } from "commander";
import type { ContractOptions } from "../contract/contract-api.js";
import type { ShownGroup, ShownPlantVerdict, ShownRollout } from "../fleet/print-fleet.js";

interface EnvironmentOptions extends ContractOptions {
  readonly environment: string;
}

interface GroupOptions extends EnvironmentOptions {
  readonly group: string;
}

const GROUPS = "/platform/v1/plant-groups";

/** `interlock fleet …`: groups of plants, and how far a version has come. */
export function register(program: Command): void {
  const fleet = program.command("fleet").description("Promote versions plant group by plant group.");
  const command = (name: string, description: string): Command =>
    fleet
      .command(name)
      .description(description)
      .option("--client <name>", "instead of INTERLOCK_CLIENT")
      .option("--json", "print the answer as JSON");
  const located = (name: string, description: string): Command =>
    command(name, description).requiredOption("--environment <name>", "such as production");
  const grouped = (name: string, description: string): Command =>
    located(name, description).requiredOption("--group <name>", "such as pilot");

  command("groups", "List the groups that have plants of yours.")
    .option("--environment <name>", "only those of this environment")
    .addHelpText("after", "\nExample:\n  interlock fleet groups --environment production")
    .action(groups);
  located("define <group>", "Make a group of plants, or give it other plants.")
    .requiredOption("--plants <names...>", "application instances, such as P100 P200")
    .addHelpText(
      "after",
      "\nExample:\n  interlock fleet define pilot --environment production --plants P100 P200\n\n" +
        "Pact clients name its plants production:pilot, such as can-i-deploy --to-environment production:pilot.",
    )
    .action(define);
  located("forget <group>", "Forget a group; what runs in its plants stays.")
    .addHelpText("after", "\nExample:\n  interlock fleet forget pilot --environment production")
    .action(forget);
  grouped(
    "can-promote <participant> <version>",
    "Ask whether a version fits what runs in a group (exit code 1 if not).",
  )
    .addHelpText("after", "\nExample:\n  interlock fleet can-promote mes 4.3.0 --environment production --group pilot")
    .action(canPromote);
  grouped("promote <participant> <version>", "Record a version in every plant of a group, if it fits what runs there.")
    .addHelpText("after", "\nExample:\n  interlock fleet promote mes 4.3.0 --environment production --group pilot")
    .action(promote);
  located("status <participant> <version>", "Show in which plants and groups a version runs: none, some or all.")
    .addHelpText("after", "\nExample:\n  interlock fleet status mes 4.3.0 --environment production")
    .action(status);
}

async function groups(options: Partial<EnvironmentOptions>): Promise<void> {
  const { environment } = options;
  const { body } = await (await open(options)).get<{ items: ShownGroup[] }>(GROUPS, { environment });
  const { printGroups } = await import("../fleet/print-fleet.js");
  printGroups(body.items, options);
}

async function define(
  group: string,
  options: EnvironmentOptions & { readonly plants: readonly string[] },
): Promise<void> {
  const plants = options.plants.flatMap((text) => text.split(",")).filter((text) => text !== "");
  const { body } = await (await open(options)).put<ShownGroup>(routeOf(options.environment, group), { plants });
  const { printGroups } = await import("../fleet/print-fleet.js");
  printGroups([body], options);
}

async function forget(group: string, options: EnvironmentOptions): Promise<void> {
  await (await open(options)).delete<object>(routeOf(options.environment, group));
}

async function canPromote(participant: string, version: string, options: GroupOptions): Promise<void> {
  const route = `${routeOf(options.environment, options.group)}/can-promote`;
  const { body } = await (await open(options)).get<ShownPlantVerdict>(route, { participant, version });
  const { printVerdict } = await import("../fleet/print-fleet.js");
  const { EXIT_CODE } = await import("../exit-code.js");
  printVerdict(body, options);
  if (body.canPromote !== true) process.exitCode = EXIT_CODE.findings;
}

async function promote(participant: string, version: string, options: GroupOptions): Promise<void> {
  const route = `${routeOf(options.environment, options.group)}:promote`;
  const { body } = await (await open(options)).post<ShownRollout>(route, { participant, version });
  const { printRollout } = await import("../fleet/print-fleet.js");
  printRollout(body, options);
}

async function status(participant: string, version: string, options: EnvironmentOptions): Promise<void> {
  const { environment } = options;
  const client = await open(options);
  const { body } = await client.get<ShownRollout>("/platform/v1/rollouts", { participant, version, environment });
  const { printRollout } = await import("../fleet/print-fleet.js");
  printRollout(body, options);
}

async function open(options: ContractOptions) {
  const { openContractApi } = await import("../contract/contract-api.js");
  return openContractApi(options);
}

const routeOf = (environment: string, group: string): string =>
  `${GROUPS}/${encodeURIComponent(environment)}/${encodeURIComponent(group)}`;
