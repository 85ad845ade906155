import type { Command } from "commander";
import type { ExportOptions } from "../audit/run-export.js";
import type { EraseOptions } from "../audit/run-upkeep.js";
import type { VerifyCommandOptions } from "../audit/run-verify.js";

const collect = (value: string, values: readonly string[] = []): string[] => [...values, value];

/** `interlock audit verify|prove|export|keys|erase|prune|rotate-key`; all of them work on the database itself. */
export function register(program: Command): void {
  const audit = program.command("audit").description("The audit trail: verify, prove, export and keep it.");
  registerReading(audit);
  registerUpkeep(audit);
}

function registerReading(audit: Command): void {
  audit
    .command("verify")
    .argument("[folder]", "an export; the database of the settings when left out")
    .description("Verify the log; exit code 5 names the first bad sequence.")
    .option("--key <vkey>", "verifier key known from elsewhere, instead of those in the key folder", collect)
    .option("--witness <file>", "checkpoints kept elsewhere, besides INTERLOCK_AUDIT_CHECKPOINT_FILE", collect)
    .option("--json", "print the report as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  interlock audit verify\n  interlock audit verify ./export --witness kept.jsonl",
    )
    .action(async (folder: string | undefined, options: VerifyCommandOptions) => {
      const { runVerify } = await import("../audit/run-verify.js");
      await runVerify(folder, options);
    });
  audit
    .command("prove")
    .argument("<seq>", "sequence of an entry, counted from 0")
    .description("Print the proof that an entry is in the signed log, as JSON.")
    .addHelpText(
      "after",
      "\nExample:\n  interlock audit prove 17 > proof.json && node verify.mjs --proof proof.json --key …",
    )
    .action(async (seq: string) => {
      const { runProve } = await import("../audit/run-prove.js");
      await runProve(seq);
    });
  audit
    .command("export")
    .argument("<folder>", "new or empty folder")
    .description("Write what is signed, with a verifier that needs nothing but Node.")
    .option("--from <seq>", "first entry; the first of the log when left out")
    .option("--to <seq>", "last entry; the last signed one when left out")
    .option("--json", "print what was written as JSON")
    .addHelpText("after", "\nExample:\n  interlock audit export ./audit-2026-11")
    .action(async (folder: string, options: ExportOptions) => {
      const { runExport } = await import("../audit/run-export.js");
      await runExport(folder, options);
    });
  audit
    .command("keys")
    .description("Print the verifier keys of the log; give them to your auditor.")
    .option("--json", "print them as JSON")
    .addHelpText("after", "\nExample:\n  interlock audit keys > verifier-keys.txt")
    .action(async (options: { readonly json?: true }) => {
      const { runKeys } = await import("../audit/run-upkeep.js");
      await runKeys(options);
    });
}

function registerUpkeep(audit: Command): void {
  audit
    .command("erase")
    .argument("<subject>", "opaque id of the person")
    .description("Erase personal values; entries and proofs stay valid.")
    .requiredOption("--legal-basis <text>", "such as 'GDPR Art. 17(1)(a)'; kept in the log")
    .option("--field <name>", "only this field; may be repeated", collect)
    .option("--reason <text>", "kept in the log")
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExample:\n  interlock audit erase person-4711 --legal-basis 'GDPR Art. 17(1)(a)'")
    .action(async (subject: string, options: EraseOptions) => {
      const { runErase } = await import("../audit/run-upkeep.js");
      await runErase(subject, options);
    });
  audit
    .command("prune")
    .description("Drop whole months of entries after their retention time; leaves and signatures stay.")
    .requiredOption("--before <month>", "first month that is kept, such as 2025-01")
    .requiredOption("--reason <text>", "kept in the log")
    .option("--json", "print the ranges as JSON")
    .addHelpText("after", "\nExample:\n  interlock audit prune --before 2025-01 --reason 'retention of 24 months'")
    .action(async (options: { readonly before: string; readonly reason: string; readonly json?: true }) => {
      const { runPrune } = await import("../audit/run-upkeep.js");
      await runPrune(options);
    });
  audit
    .command("rotate-key")
    .description("Replace the key that signs checkpoints, and print the new verifier key.")
    .requiredOption("--reason <text>", "kept in the log")
    .option("--json", "print it as JSON")
    .addHelpText("after", "\nExample:\n  interlock audit rotate-key --reason 'yearly change'")
    .action(async (options: { readonly reason: string; readonly json?: true }) => {
      const { runRotateKey } = await import("../audit/run-upkeep.js");
      await runRotateKey(options);
    });
}
