import type { Command } from "commander";
import type { ExplainOptions } from "../policy/explain.js";
import type { MatrixFormat } from "../policy/print-matrix.js";

interface JsonOption {
  readonly json?: true;
}

/** `interlock policy test|matrix|explain|grant|revoke|grants|conflicts` */
export function register(program: Command): void {
  const policy = program.command("policy").description("Roles, permissions and who holds them.");
  registerFileCommands(policy);
  registerGrantCommands(policy);
}

/** What can be answered from the files alone, without a server. */
function registerFileCommands(policy: Command): void {
  policy
    .command("test")
    .description("Check the policy files and run the cases of governance-rules/policy/tests.")
    .option("--json", "print every case as JSON")
    .addHelpText("after", "\nExample:\n  interlock policy test")
    .action(async (options: JsonOption) => {
      const { testPolicy } = await import("../policy/test-policy.js");
      process.exitCode = testPolicy(options.json === true);
    });
  policy
    .command("matrix")
    .description("Print what every role may do, with its conditions.")
    .option("--role <id>", "this role only")
    .option("--format <format>", "text, json or csv", "text")
    .addHelpText(
      "after",
      "\nExamples:\n  interlock policy matrix --role planner\n  interlock policy matrix --format csv",
    )
    .action(async (options: { readonly role?: string; readonly format: MatrixFormat }) => {
      const { printMatrix } = await import("../policy/print-matrix.js");
      printMatrix(options.role, options.format);
    });
  policy
    .command("explain")
    .argument("<permission>", "such as order:release")
    .description("Say which role, grant or prohibition decides, and what each of them found.")
    .option("--principal <id>", "a client, with the grants that the running gateway knows of it")
    .option("--role <id>", "a role instead of a client, answered from the files")
    .option("--plants <codes>", "plants of the role, with commas between; every plant when left out")
    .option("--on <attribute=value...>", "the object: plantCode=P100 state=HELD author=mes contract=… messages=…")
    .option("--json", "print the explanation as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  interlock policy explain order:hold --role planner --plants P100 --on plantCode=P100 state=CLOSED\n" +
        "  interlock policy explain confirmation:create --principal mes-simulator --on plantCode=P100",
    )
    .action(async (permission: string, options: ExplainOptions) => {
      const { explain } = await import("../policy/explain.js");
      await explain(permission, options);
    });
}

/** What the running gateway keeps: who holds which role where. */
function registerGrantCommands(policy: Command): void {
  policy
    .command("grants")
    .description("List the grants in force that reach your plants.")
    .option("--principal <id>", "grants of this client only")
    .option("--json", "print the grants as JSON")
    .addHelpText("after", "\nExample:\n  interlock policy grants --principal mes-simulator")
    .action(async (options: JsonOption & { readonly principal?: string }) => {
      const { listGrants } = await import("../policy/grants.js");
      await listGrants(options.principal, options.json === true);
    });
  policy
    .command("grant")
    .argument("<principal>", "client that gets the role")
    .argument("<role>", "role id; interlock policy matrix lists them")
    .description("Give a client a role; nobody gives one to himself or above his own.")
    .requiredOption("--reason <text>", "why; it is in the audit entry")
    .option("--plants <codes>", "plants, with commas between")
    .option("--sites <names>", "sites, with commas between")
    .option("--contracts <names>", "contracts, with commas between; without any of the three the whole enterprise")
    .option("--from <time>", "RFC 3339; at once when left out")
    .option("--to <time>", "RFC 3339; without end when left out")
    .option("--json", "print the grant as JSON")
    .addHelpText(
      "after",
      '\nExample:\n  interlock policy grant ann planner --plants P100 --reason "stands in for Bob" --to 2027-01-31T00:00:00Z',
    )
    .action(async (principal: string, role: string, options: GrantOptions) => {
      const { giveGrant } = await import("../policy/grants.js");
      await giveGrant(principal, role, options);
    });
  policy
    .command("revoke")
    .argument("<grant-id>", "id that interlock policy grants shows")
    .description("Take a role away; it gives nothing a second later.")
    .requiredOption("--reason <text>", "why; it is in the audit entry")
    .addHelpText("after", '\nExample:\n  interlock policy revoke 01KAR7Q2M0X3V9C4T8E6H5J2WD --reason "left the plant"')
    .action(async (grantId: string, options: { readonly reason: string }) => {
      const { revokeGrant } = await import("../policy/grants.js");
      await revokeGrant(grantId, options.reason);
    });
  policy
    .command("conflicts")
    .description("List persons who hold roles that do not go together; exit 1 when there is one.")
    .option("--json", "print the conflicts as JSON")
    .addHelpText("after", "\nExample:\n  interlock policy conflicts")
    .action(async (options: JsonOption) => {
      const { listConflicts } = await import("../policy/grants.js");
      process.exitCode = await listConflicts(options.json === true);
    });
}

/** Options of `policy grant`. */
export interface GrantOptions extends JsonOption {
  readonly reason: string;
  readonly plants?: string;
  readonly sites?: string;
  readonly contracts?: string;
  readonly from?: string;
  readonly to?: string;
}
