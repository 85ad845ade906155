import type { Command } from "commander";
import type { ContractOptions } from "../contract/contract-api.js";
import type { ShownPolicy } from "../pact-policy/print-policies.js";

interface SetOptions extends ContractOptions {
  readonly require?: readonly string[];
  readonly pactOnly?: true;
  readonly default?: true;
  readonly reason: string;
}

interface EquateOptions extends ContractOptions {
  readonly to: string;
  readonly reason: string;
}

const ROUTE = "/platform/v1/pact-participants";
const CHECKS = "PACT, COMPARISON, LINT, DIFF, APPROVAL or SELF_VERIFICATION";

/** `interlock pact-policy …`: what the deployments of participants are judged by. */
export function register(program: Command): void {
  const policy = program
    .command("pact-policy")
    .description("What can-i-deploy asks for of each participant besides its name and version.");
  const command = (name: string, description: string): Command =>
    policy
      .command(name)
      .description(description)
      .option("--client <name>", "instead of INTERLOCK_CLIENT")
      .option("--json", "print the answer as JSON");

  command("list", "List the participants and the checks that their deployments must pass.")
    .addHelpText("after", "\nExample:\n  interlock pact-policy list")
    .action(list);
  command("set <participant>", "Set the checks that the deployments of a participant must pass.")
    .option("--require <checks...>", CHECKS)
    .option("--pact-only", "the pacts alone, as plain Pact does it")
    .option("--default", "what the name asks for: an API is judged by its contract too, everything else by the pacts")
    .requiredOption("--reason <text>", "why; it is kept in the audit")
    .addHelpText(
      "after",
      "\nExamples:\n  interlock pact-policy set production-order-v1 --require PACT COMPARISON LINT DIFF --reason 'pilot'\n" +
        "  interlock pact-policy set label-printer --pact-only --reason 'it has no contract here'",
    )
    .action(set);
  command("equate <participant> <version>", "Declare that a version has the contracts and results of another one.")
    .requiredOption("--to <version>", "the version that was tested")
    .requiredOption("--reason <text>", "why; it is kept in the audit")
    .addHelpText(
      "after",
      "\nExample:\n  interlock pact-policy equate mes 4.2.1 --to 4.2.0 --reason 'only its manual changed'\n\n" +
        "The version must have no contracts or results of its own. It cannot be taken back; delete the version instead.",
    )
    .action(equate);
}

async function list(options: ContractOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  const { printPolicies } = await import("../pact-policy/print-policies.js");
  const { body } = await openContractApi(options).get<{ items: ShownPolicy[] }>(ROUTE, {});
  printPolicies(body.items, options);
}

async function set(participant: string, options: SetOptions): Promise<void> {
  const { checksOf } = await import("../pact-policy/checks-of.js");
  const { openContractApi } = await import("../contract/contract-api.js");
  const { printPolicies } = await import("../pact-policy/print-policies.js");
  const asked = { requiredChecks: checksOf(options), reason: options.reason };
  const route = `${ROUTE}/${encodeURIComponent(participant)}/policy`;
  const { body } = await openContractApi(options).put<ShownPolicy>(route, asked);
  printPolicies([body], options);
}

async function equate(participant: string, version: string, options: EquateOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  const { printJson, printLine } = await import("../output.js");
  const { to: equivalentTo, reason } = options;
  const route = `${ROUTE}/${encodeURIComponent(participant)}/versions/${encodeURIComponent(version)}/equivalent-to`;
  const { body } = await openContractApi(options).put<object>(route, { equivalentTo, reason });
  if (options.json === true) printJson(body);
  else printLine(`${participant} ${version} has the contracts and results of ${equivalentTo}`);
}
