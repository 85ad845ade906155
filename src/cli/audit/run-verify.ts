import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../kernel/clock.js";
import {
  AuditKeys,
  CheckpointFile,
  DatabaseLog,
  describeReport,
  openExport,
  readNotes,
  type Report,
  type VerifyOptions,
  verifyDatabase,
  verifyLog,
} from "../../platform/audit/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { printJson, printLine } from "../output.js";
import { type OpenAudit, withAudit } from "./open-audit.js";

/** What the verify command was asked for. */
export interface VerifyCommandOptions {
  readonly key?: readonly string[];
  readonly witness?: readonly string[];
  readonly json?: true;
}

/** Verifies an export, or the log of the settings' database. Exit code 5 unless every check passed. */
export async function runVerify(folder: string | undefined, options: VerifyCommandOptions): Promise<void> {
  const given = { pinnedKeys: options.key ?? [], witness: (options.witness ?? []).flatMap(readWitness) };
  const report = folder === undefined ? await verifyOnline(given) : await verifyOffline(folder, given);
  if (options.json) printJson(report);
  else for (const line of describeReport(report)) printLine(line);
  if (!report.ok) process.exitCode = EXIT_CODE.integrityFailure;
}

async function verifyOffline(folder: string, options: VerifyOptions): Promise<Report> {
  if (!existsSync(join(folder, "manifest.json"))) {
    throw new CommandError(`${folder} is no export: it has no manifest.json.`, EXIT_CODE.environment);
  }
  return await verifyLog(openExport(folder), options);
}

/** The machine's own key and checkpoint file speak against whoever rewrote the database. */
async function verifyOnline(given: Required<VerifyOptions>): Promise<Report> {
  return await withAudit(async (audit) => {
    const { unitOfWork, log, configuration } = audit;
    const file = new CheckpointFile(configuration.auditCheckpointFile, systemClock).read();
    const witness = [...given.witness, ...readNotes(file)];
    const pinnedKeys = given.pinnedKeys.length > 0 ? given.pinnedKeys : await ownKeys(audit);
    const options = { pinnedKeys, witness, node: log.node };
    const report = await verifyDatabase(unitOfWork, new DatabaseLog(unitOfWork), options);
    if (report === undefined) throw nothingSequenced();
    return report;
  });
}

async function ownKeys({ unitOfWork, configuration }: OpenAudit): Promise<string[]> {
  const origin = (await new DatabaseLog(unitOfWork).open())?.origin;
  return origin === undefined ? [] : AuditKeys.open(configuration.auditKeysDir).verifierKeys(origin);
}

function readWitness(path: string): string[] {
  try {
    return readNotes(readFileSync(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`The witness cannot be read: ${reason}`, EXIT_CODE.environment);
  }
}

/** No log is not a verified log. */
export function nothingSequenced(): CommandError {
  return new CommandError(
    "The audit log is empty: nothing was sequenced and signed yet. Start Interlock, and ask again after ten seconds.",
    EXIT_CODE.environment,
  );
}
