import { basename } from "node:path";
import type { Configuration } from "../config/configuration.js";
import { systemClock } from "../kernel/clock.js";
import { type B2mmlFile, FileImporter, type FileReport, type ImportOutcome, readBytes } from "../imports/public.js";
import type { PlantProfile } from "../plants/public.js";
import { openApiClient } from "./api-client.js";
import { EXIT_CODE, type ExitCode } from "./exit-code.js";
import { GovernedApiClient } from "./governed-api-client.js";
import { describeReport } from "./import-report.js";
import { notice, printJson, printLine } from "./output.js";

/** How files are imported. */
export interface ImportRequest {
  readonly plantCode: string;
  readonly clientName: string;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

/** Imports the files one after the other; stops early when the gateway is out of reach or refuses the client. */
export async function runImport(
  configuration: Configuration,
  paths: readonly string[],
  request: ImportRequest,
): Promise<ExitCode> {
  const profile = await readProfile(configuration, request);
  const importer = new FileImporter(new GovernedApiClient(configuration, request.clientName), systemClock);
  const reports: FileReport[] = [];
  for (const path of paths) {
    const report = await importPath(importer, path, profile, request.isDryRun);
    reports.push(report);
    if (!request.isJson) show(report);
    if (report.outcome === "UNAVAILABLE" || report.outcome === "UNAUTHORISED") break;
  }
  if (request.isJson) printJson(reports);
  if (reports.length < paths.length) notice(`${paths.length - reports.length} file(s) were not tried.`);
  return exitCodeOf(reports.map((report) => report.outcome));
}

/** The mappings in force; a plant that is not applied is refused here, before any file is read. */
async function readProfile(configuration: Configuration, request: ImportRequest): Promise<PlantProfile> {
  const path = `/platform/v1/plants/${encodeURIComponent(request.plantCode)}`;
  const answer = await openApiClient(configuration, request.clientName).get<{ readonly profile: PlantProfile }>(path);
  return answer.body.profile;
}

async function importPath(
  importer: FileImporter,
  path: string,
  profile: PlantProfile,
  isDryRun: boolean,
): Promise<FileReport> {
  const file = await readFileAt(path);
  if (file instanceof Error) return unreadable(path, file, profile.plant, isDryRun);
  return await (isDryRun ? importer.dryRun(file, profile) : importer.import(file, profile));
}

async function readFileAt(path: string): Promise<B2mmlFile | Error> {
  try {
    return { name: basename(path), bytes: await readBytes(path) };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function unreadable(path: string, error: Error, plantCode: string, isDryRun: boolean): FileReport {
  const message = `The file cannot be read: ${error.message}`;
  return {
    file: basename(path),
    plantCode,
    checksum: undefined,
    kind: undefined,
    outcome: "UNREADABLE",
    isDryRun,
    importedAt: systemClock.now().toISOString(),
    results: [],
    findings: [
      {
        code: "B2MML_FILE_UNREADABLE",
        severity: "ERROR",
        message,
        pointer: "",
        fix: "Check the path and its permissions.",
      },
    ],
  };
}

function show(report: FileReport): void {
  const { line, details } = describeReport(report);
  printLine(line);
  for (const detail of details) notice(detail);
}

function exitCodeOf(outcomes: readonly ImportOutcome[]): ExitCode {
  if (outcomes.includes("UNAUTHORISED")) return EXIT_CODE.notAuthorised;
  if (outcomes.includes("UNAVAILABLE") || outcomes.includes("UNREADABLE")) return EXIT_CODE.environment;
  return outcomes.includes("REFUSED") ? EXIT_CODE.findings : EXIT_CODE.ok;
}
