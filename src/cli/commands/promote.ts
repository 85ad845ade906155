import type { Command } from "commander";
import type { ContractOptions, ShownPromotion } from "../contract/contract-api.js";

interface PromoteOptions extends ContractOptions {
  readonly reason: string;
}

/** `interlock promote <digest>`: the step that changes what every gateway serves. */
export function register(program: Command): void {
  program
    .command("promote")
    .argument("<digest>", "digest of an approved contract version, or its first 8 or more characters")
    .description("Put an approved contract version into force, in every process within a second.")
    .requiredOption("--reason <text>", "why; it is kept in the audit")
    .option("--client <name>", "instead of INTERLOCK_CLIENT")
    .option("--json", "print the promotion as JSON")
    .addHelpText("after", '\nExample:\n  interlock promote 3f2a9c01 --reason "release 1.1"')
    .action(promote);
}

async function promote(digest: string, options: PromoteOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  const { printPromotions } = await import("../contract/print-status.js");
  const route = `/platform/v1/contracts/${encodeURIComponent(digest)}:promote`;
  const { body } = await openContractApi(options).post<ShownPromotion>(route, { reason: options.reason });
  printPromotions([body], options);
}
