import type { Command } from "commander";
import type { ApiClient } from "../api-client.js";

interface PlantOptions {
  readonly json?: true;
  readonly dryRun?: true;
}

/** `interlock plant apply|check|list` */
export function register(program: Command): void {
  const plant = program.command("plant").description("Plant folders: profile and master data of a plant.");
  plant
    .command("apply")
    .argument("<folder>", "folder with plant.yaml and master-data/<type>.yaml")
    .description("Check a plant folder and put it into force.")
    .option("--dry-run", "check the folder and show what would be sent; send nothing")
    .option("--json", "print the report as JSON")
    .addHelpText("after", "\nExample:\n  interlock plant apply examples/plants/P100")
    .action(apply);
  plant
    .command("check")
    .argument("<folder>", "folder with plant.yaml and master-data/<type>.yaml")
    .description("Check a plant folder without a server: schemas, template, mappings.")
    .option("--json", "print the findings as JSON")
    .addHelpText("after", "\nExample:\n  interlock plant check examples/plants/P100")
    .action(check);
  plant
    .command("list")
    .description("List the plants you may see, with the version in force.")
    .option("--json", "print plants with their profiles as JSON")
    .addHelpText("after", "\nExample:\n  interlock plant list")
    .action(list);
}

async function apply(folder: string, options: PlantOptions): Promise<void> {
  if (options.dryRun === true) return await dryRun(folder, options);
  const { applyPlantFolder } = await import("../apply-plant-folder.js");
  const { notice, printJson, printLine } = await import("../output.js");
  const client = await openClient();
  notice(`Applying ${folder} to ${client.gatewayUrl}`);
  const report = await applyPlantFolder(client, folder);
  if (options.json === true) return printJson(report);
  printLine(`${report.plantCode}  version ${report.version}  ${report.result}`);
  for (const [result, count] of Object.entries(report.records)) printLine(`${count} records ${result}`);
}

async function dryRun(path: string, options: PlantOptions): Promise<void> {
  const { plantCodeOf } = await import("../apply-plant-folder.js");
  const { readPlantFolder } = await import("../read-plant-folder.js");
  const { printJson, printTable } = await import("../output.js");
  const folder = readPlantFolder(path);
  const plantCode = plantCodeOf(folder, path);
  const counts = new Map<string, number>();
  for (const { type } of folder.records) counts.set(type, (counts.get(type) ?? 0) + 1);
  if (options.json === true) return printJson({ plantCode, wouldSend: { profile: 1, ...Object.fromEntries(counts) } });
  printTable([
    ["would send", "to plant", plantCode],
    ["profile", "1"],
    ...[...counts].map(([type, count]) => [type, String(count)]),
  ]);
}

async function check(path: string, options: PlantOptions): Promise<void> {
  const { describeFinding } = await import("../api-problem.js");
  const { EXIT_CODE } = await import("../exit-code.js");
  const { readPlantFolder } = await import("../read-plant-folder.js");
  const { printJson, printLine } = await import("../output.js");
  const { profile, records, findings } = readPlantFolder(path);
  const hasErrors = profile === undefined || findings.some((finding) => finding.severity === "ERROR");
  if (options.json === true) printJson({ plantCode: profile?.plant ?? null, records: records.length, findings });
  else if (findings.length === 0)
    printLine(`${profile?.plant ?? path}: no findings, ${records.length} master data records`);
  else printLine(findings.flatMap((finding) => describeFinding(finding)).join("\n"));
  if (hasErrors) process.exitCode = EXIT_CODE.findings;
}

interface ListedPlant {
  readonly plantCode: string;
  readonly version: number;
  readonly appliedAt: string;
  readonly appliedBy: string;
  readonly profile: { readonly name: string; readonly status: string };
}

async function list(options: PlantOptions): Promise<void> {
  const { printJson, printTable } = await import("../output.js");
  const { body } = await (await openClient()).get<{ items: ListedPlant[] }>("/platform/v1/plants");
  if (options.json === true) return printJson(body.items);
  const rows = body.items.map(({ plantCode, version, appliedAt, appliedBy, profile }) => {
    return [plantCode, profile.name, profile.status, `version ${version}`, appliedAt, appliedBy];
  });
  printTable(rows);
}

async function openClient(): Promise<ApiClient> {
  const { readConfiguration } = await import("../../config/configuration.js");
  const { openApiClient } = await import("../api-client.js");
  return openApiClient(readConfiguration());
}
