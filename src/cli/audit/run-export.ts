import { systemClock } from "../../kernel/clock.js";
import { AuditReader, DatabaseLog, writeExport } from "../../platform/audit/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { notice, printJson, printLine } from "../output.js";
import { finishEntries } from "./finish-entries.js";
import { withAudit } from "./open-audit.js";
import { nothingSequenced } from "./run-verify.js";

/** What the export command was asked for; sequences are inclusive. */
export interface ExportOptions {
  readonly from?: string;
  readonly to?: string;
  readonly json?: true;
}

/** Writes what is signed into a folder, with the verifier, and records that it did. */
export async function runExport(folder: string, options: ExportOptions): Promise<void> {
  await withAudit(async (audit) => {
    const log = new DatabaseLog(audit.unitOfWork);
    const range = { from: readSequence("--from", options.from), to: readSequence("--to", options.to) };
    const signedSize = await log.signedSize();
    const source = signedSize === 0 ? undefined : await log.open(range, signedSize);
    if (source === undefined) throw nothingSequenced();
    const { from, to, size, keys } = source;
    if (from > to) throw new CommandError(`The signed log ends at entry ${size - 1}.`, EXIT_CODE.usage);
    await writeExport(source, folder, systemClock.now().toISOString());
    const reader = new AuditReader(audit.unitOfWork, audit.log);
    await reader.recordExport(audit.actor, audit.correlationId, from, to);
    await finishEntries(audit);
    if (options.json) return printJson({ folder, from, to, size, keys: keys.map(({ vkey }) => vkey) });
    printLine(`${folder}  entries ${from} to ${to} of ${size}`);
    notice(`Check it anywhere with Node 18 or later: node ${folder}/verify.mjs --key ${keys.at(-1)?.vkey ?? ""}`);
  });
}

/** @throws CommandError for what is no sequence */
export function readSequence(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[0-9]{1,15}$/.test(text)) return Number(text);
  throw new CommandError(`${name} is "${text}"; it must be a sequence of the log, counted from 0.`, EXIT_CODE.usage);
}
