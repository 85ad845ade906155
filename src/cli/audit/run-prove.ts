import { AuditReader } from "../../platform/audit/public.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { printJson } from "../output.js";
import { withAudit } from "./open-audit.js";
import { readSequence } from "./run-export.js";

/** Prints the proof that an entry is in the signed log; `verify.mjs --proof` checks it. */
export async function runProve(text: string): Promise<void> {
  const seq = readSequence("seq", text);
  if (seq === undefined) throw new CommandError("Name the sequence of an entry.", EXIT_CODE.usage);
  await withAudit(async ({ unitOfWork, log }) => printJson(await new AuditReader(unitOfWork, log).prove(seq)));
}
