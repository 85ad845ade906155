import type { Command } from "commander";
import type { ContractOptions } from "../contract/contract-api.js";
import type { ShownWaiver } from "../waiver/print-waivers.js";

interface RequestOptions extends ContractOptions {
  readonly fingerprint: string;
  readonly owner: string;
  readonly ends: string;
  readonly reason: string;
}

const ROUTE = "/platform/v1/waivers";

/** `interlock waiver …`: findings that are accepted for a time, by others than those who ask for it. */
export function register(program: Command): void {
  const waiver = program
    .command("waiver")
    .description("Waivers: accept a finding of a contract's evidence until a day.");
  const command = (name: string, description: string): Command =>
    waiver
      .command(name)
      .description(description)
      .option("--client <name>", "instead of INTERLOCK_CLIENT")
      .option("--json", "print the answer as JSON");

  command("request <digest>", "Ask others to accept a finding of the version's latest evidence.")
    .requiredOption("--fingerprint <hash>", "of the finding, as `contract status` shows it")
    .requiredOption("--owner <name>", "account or team that answers for it; it cannot approve")
    .requiredOption("--ends <day>", "last day it holds, at most 180 days away: YYYY-MM-DD, UTC")
    .requiredOption("--reason <text>", "why; it is kept in the audit")
    .addHelpText(
      "after",
      '\nExample:\n  interlock waiver request 3f2a9c01 --fingerprint <hash> --owner team-orders --ends 2027-03-31 --reason "consumers have moved"\n\n' +
        "What a witness proves to break needs two approvals, everything else one. Submit the version again afterwards.",
    )
    .action(request);
  command("approve <id>", "Approve a waiver that somebody else has asked for.")
    .requiredOption("--content <hash>", "the content you have read, as `waiver list` shows it")
    .requiredOption("--reason <text>", "why; it is kept in the audit")
    .addHelpText(
      "after",
      "\nExample:\n  interlock waiver approve 01JD --content 91ab77 --reason 'consumers have confirmed'",
    )
    .action(approve);
  command("revoke <id>", "End a waiver before its day.")
    .requiredOption("--reason <text>", "why; it is kept in the audit")
    .addHelpText("after", "\nExample:\n  interlock waiver revoke 01JD --reason 'it hurts plant P300 after all'")
    .action(revoke);
  command("list", "List waivers, the newest first, and the versions in force that rest on them.")
    .option("--state <state>", "REQUESTED, IN_FORCE, EXPIRED, REJECTED or REVOKED")
    .option("--line <line>", "such as openapi/production-order/v1")
    .addHelpText("after", "\nExample:\n  interlock waiver list --state IN_FORCE")
    .action(list);
}

async function request(digest: string, options: RequestOptions): Promise<void> {
  const { fingerprint, owner, ends: endsOn, reason } = options;
  await post(options, ROUTE, { digest, fingerprint, owner, endsOn, reason });
}

async function approve(id: string, options: ContractOptions & { readonly content: string; readonly reason: string }) {
  const { content: contentHash, reason } = options;
  await post(options, `${ROUTE}/${encodeURIComponent(id)}:approve`, { contentHash, reason });
}

async function revoke(id: string, options: ContractOptions & { readonly reason: string }): Promise<void> {
  await post(options, `${ROUTE}/${encodeURIComponent(id)}:revoke`, { reason: options.reason });
}

async function list(options: ContractOptions & { readonly state?: string; readonly line?: string }): Promise<void> {
  const { state, line } = options;
  const { openContractApi } = await import("../contract/contract-api.js");
  const { body } = await openContractApi(options).get<{ items: ShownWaiver[] }>(ROUTE, { state, line });
  const { printWaivers } = await import("../waiver/print-waivers.js");
  printWaivers(body.items, options);
}

async function post(options: ContractOptions, route: string, asked: object): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  const { body } = await openContractApi(options).post<ShownWaiver>(route, asked);
  const { printWaiver } = await import("../waiver/print-waivers.js");
  printWaiver(body, options);
}
