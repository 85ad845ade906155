import type { Command } from "commander";
import type { ContractOptions } from "../contract/contract-api.js";
import { printJson, printLine, printTable } from "../output.js";

interface Group {
  readonly fingerprint: string;
  readonly plantCode: string;
  readonly code: string;
  readonly erpCode: string;
  readonly postings: number;
  readonly blockedOrders: number;
  readonly heldBehind: number;
  readonly blockedQuantity: readonly { readonly value: string; readonly unit: string }[];
  readonly assignment: { readonly owner: string } | null;
  readonly suggestion: { readonly owner: string; readonly fix: string };
}

interface Stopped {
  readonly id: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly kind: string;
  readonly state: string;
  readonly heldBehind: number;
  readonly problem: { readonly code: string; readonly detail?: string } | null;
}

interface Change {
  readonly id: string;
  readonly postingId: string;
  readonly kind: string;
  readonly state: string;
  readonly proposedBy: string;
  readonly contentHash: string;
  readonly differences: readonly {
    readonly pointer: string;
    readonly before: string | null;
    readonly value: string | null;
  }[];
}

type WithReason = ContractOptions & { readonly reason: string };

const ROUTE = "/platform/v1/dlq";
const CHANGES = "/platform/v1/posting-changes";

/** `interlock dlq …`: what stands still, by cause, and what may be done about one posting. */
export function register(program: Command): void {
  const dlq = program.command("dlq").description("Postings that do not go on by themselves: causes, edits, discards.");
  const command = (name: string, description: string, example: string): Command =>
    dlq
      .command(name)
      .description(description)
      .option("--client <name>", "instead of INTERLOCK_CLIENT")
      .option("--json", "print the answer as JSON")
      .addHelpText("after", `\nExample:\n  interlock dlq ${example}`);

  command("groups", "Stopped postings by what has to be mended.", "groups").action(groups);
  command("list", "Stopped postings, in the order of the ledger.", "list --state PARKED --plant P100")
    .option("--state <state>", "PARKED, DEAD or UNKNOWN")
    .option("--plant <code>", "only this plant")
    .option("--group <fingerprint>", "only this cause, as `dlq groups` shows it")
    .action(list);
  command("show <postingId>", "A posting, its document and what waits behind it.", "show 01KAR7…").action(show);
  command(
    "edit <postingId>",
    "Propose other values; a second person approves them.",
    "edit 01KAR7… --set /postingDate=2026-12-01 --reason 'period closed'",
  )
    .requiredOption("--set <pointer=value...>", "JSON pointer and value; no value takes the member out")
    .requiredOption("--reason <text>", "why; it is kept in the audit")
    .action(edit);
  command(
    "discard <postingId>",
    "Propose to give a posting up; a second person approves it.",
    "discard 01KAR7… --reason 'entered by hand'",
  )
    .requiredOption("--reason <text>", "why; it is kept in the audit")
    .action(discard);
  command("changes", "Proposed and applied edits and discards.", "changes").action(changes);
  command(
    "approve <changeId>",
    "Approve and carry out what somebody else has proposed.",
    "approve 01KAR7… --content 91ab… --reason checked",
  )
    .requiredOption("--content <hash>", "the content you have read, as `dlq changes` shows it")
    .requiredOption("--reason <text>", "why; it is kept in the audit")
    .action(approve);
}

async function groups(options: ContractOptions): Promise<void> {
  const { items } = await get<{ items: Group[] }>(options, "/platform/v1/failure-groups", {});
  if (options.json === true) return printJson(items);
  if (items.length === 0) printLine("nothing stands still");
  for (const group of items) {
    const quantity = group.blockedQuantity.map(({ value, unit }) => `${value} ${unit}`).join(", ");
    printTable([
      ["cause", `${group.code}${group.erpCode === "" ? "" : ` (${group.erpCode})`} in ${group.plantCode}`],
      ["group", group.fingerprint],
      [
        "blocks",
        `${group.blockedOrders} orders, ${group.postings} postings, ${group.heldBehind} held behind; ${quantity || "no material"}`,
      ],
      ["owner", group.assignment?.owner ?? `${group.suggestion.owner} (suggested)`],
      ["fix", group.suggestion.fix],
    ]);
    printLine("");
  }
}

async function list(
  options: ContractOptions & { readonly state?: string; readonly plant?: string; readonly group?: string },
): Promise<void> {
  const query = { state: options.state, plantCode: options.plant, fingerprint: options.group, limit: "500" };
  const { items } = await get<{ items: Stopped[] }>(options, ROUTE, query);
  if (options.json === true) return printJson(items);
  const rows = items.map(({ id, plantCode, orderNumber, kind, state, heldBehind, problem }) => [
    id,
    `${plantCode}/${orderNumber}`,
    kind,
    state,
    String(heldBehind),
    problem?.code ?? "",
  ]);
  printTable([["POSTING", "ORDER", "KIND", "STATE", "BEHIND", "PROBLEM"], ...rows]);
}

async function show(id: string, options: ContractOptions): Promise<void> {
  printJson(await get(options, `${ROUTE}/${encodeURIComponent(id)}`, {}));
}

async function edit(id: string, options: WithReason & { readonly set: readonly string[] }): Promise<void> {
  const changed = options.set.map((text) => {
    const at = text.indexOf("=");
    const value = at < 0 ? "" : text.slice(at + 1);
    return { pointer: at < 0 ? text : text.slice(0, at), value: value === "" ? null : value };
  });
  await propose(`${ROUTE}/${encodeURIComponent(id)}:edit`, { changes: changed, reason: options.reason }, options);
}

async function discard(id: string, options: WithReason): Promise<void> {
  await propose(`${ROUTE}/${encodeURIComponent(id)}:discard`, { reason: options.reason }, options);
}

async function changes(options: ContractOptions): Promise<void> {
  const { items } = await get<{ items: Change[] }>(options, CHANGES, {});
  if (options.json === true) return printJson(items);
  if (items.length === 0) printLine("no changes");
  items.forEach(printChange);
}

async function approve(id: string, options: WithReason & { readonly content: string }): Promise<void> {
  const body = { contentHash: options.content, reason: options.reason };
  await propose(`${CHANGES}/${encodeURIComponent(id)}:approve`, body, options);
}

async function propose(route: string, body: object, options: ContractOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  const { body: change } = await openContractApi(options).post<Change>(route, body);
  if (options.json === true) printJson(change);
  else printChange(change);
}

function printChange({ id, postingId, kind, state, proposedBy, contentHash, differences }: Change): void {
  printTable([
    ["change", `${id} (${kind} of ${postingId})`],
    ["state", `${state}, proposed by ${proposedBy}`],
    ["content", contentHash],
    ...differences.map(({ pointer, before, value }) => [
      pointer,
      `${before ?? "(nothing)"} → ${value ?? "(taken out)"}`,
    ]),
  ]);
}

async function get<T>(
  options: ContractOptions,
  route: string,
  query: Readonly<Record<string, string | undefined>>,
): Promise<T> {
  const { openContractApi } = await import("../contract/contract-api.js");
  return (await openContractApi(options).get<T>(route, query)).body;
}
