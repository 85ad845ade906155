import {
  AuditKeys,
  AuditReader,
  ErasePersonalValues,
  PruneEntries,
  RotateSigningKey,
} from "../../platform/audit/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { printJson, printLine } from "../output.js";
import { finishEntries } from "./finish-entries.js";
import { withAudit } from "./open-audit.js";

interface Output {
  readonly json?: true;
}

/** What the erase command was asked for. */
export interface EraseOptions extends Output {
  readonly field?: readonly string[];
  readonly legalBasis: string;
  readonly reason?: string;
}

/** Erases personal values; exit code 1 when there were none. */
export async function runErase(subject: string, options: EraseOptions): Promise<void> {
  await withAudit(async (audit) => {
    const { unitOfWork, log, actor, correlationId } = audit;
    const { legalBasis, reason, field: fields } = options;
    const erasure = { subject, fields, legalBasis, reason, actor, correlationId };
    const erased = await new ErasePersonalValues(unitOfWork, log).erase(erasure);
    await finishEntries(audit);
    if (erased === 0) throw new CommandError(`No value is kept of ${subject}.`, EXIT_CODE.findings);
    if (options.json) printJson({ subject, erased });
    else printLine(`${erased} values of ${subject} erased`);
  });
}

/** Drops months of entries after their retention time. */
export async function runPrune(options: Output & { readonly before: string; readonly reason: string }): Promise<void> {
  await withAudit(async (audit) => {
    const { unitOfWork, log, actor, correlationId, configuration } = audit;
    const prune = new PruneEntries(unitOfWork, log, AuditKeys.open(configuration.auditKeysDir));
    const { before, reason } = options;
    const ranges = await prune.prune({ before, reason, actor, correlationId });
    await finishEntries(audit);
    if (options.json) return printJson({ before, ranges });
    if (ranges.length === 0) printLine(`no month before ${before} has entries of its own to drop`);
    for (const { first, last } of ranges) printLine(`entries ${first} to ${last} dropped`);
  });
}

/** Replaces the key that signs checkpoints. */
export async function runRotateKey(options: Output & { readonly reason: string }): Promise<void> {
  await withAudit(async (audit) => {
    const { unitOfWork, log, actor, correlationId, configuration } = audit;
    const rotation = new RotateSigningKey(unitOfWork, log, AuditKeys.open(configuration.auditKeysDir));
    const vkey = await rotation.rotate(actor, options.reason, correlationId);
    await finishEntries(audit);
    if (options.json) printJson({ vkey });
    else printLine(vkey);
  });
}

/** Prints the verifier keys of the log, which an auditor pins. */
export async function runKeys(options: Output): Promise<void> {
  await withAudit(async ({ unitOfWork, log }) => {
    const keys = await new AuditReader(unitOfWork, log).keys();
    if (options.json) return printJson(keys);
    for (const { vkey, fromSize, untilSize } of keys)
      printLine(`${vkey}  from ${fromSize} until ${untilSize ?? "now"}`);
  });
}
