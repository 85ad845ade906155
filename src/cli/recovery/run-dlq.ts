import { type ContractOptions, openContractApi } from "../contract/contract-api.js";
import { printJson, printLine, printTable } from "../output.js";
import { printChange, printGroup, type ShownChange, type ShownGroup } from "./print-dlq.js";

interface Stopped {
  readonly id: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly kind: string;
  readonly state: string;
  readonly heldBehind: number;
  readonly problem: { readonly code: string } | null;
}

/** Options of what changes something. */
export type WithReason = ContractOptions & { readonly reason: string };

/** Options of `interlock dlq list`. */
export type DlqListOptions = ContractOptions & {
  readonly state?: string;
  readonly plant?: string;
  readonly group?: string;
};

const ROUTE = "/platform/v1/dlq";
const GROUPS = "/platform/v1/failure-groups";
const CHANGES = "/platform/v1/posting-changes";

/** `interlock dlq groups` */
export async function listGroups(options: ContractOptions): Promise<void> {
  const { items } = (await openContractApi(options).get<{ items: ShownGroup[] }>(GROUPS)).body;
  if (options.json === true) return printJson(items);
  if (items.length === 0) printLine("nothing stands still");
  items.forEach(printGroup);
}

/** `interlock dlq assign` */
export async function assignGroup(
  fingerprint: string,
  options: WithReason & { readonly owner: string },
): Promise<void> {
  const { owner, reason } = options;
  const route = `${GROUPS}/${encodeURIComponent(fingerprint)}/owner`;
  const { body } = await openContractApi(options).put<ShownGroup>(route, { owner, reason });
  if (options.json === true) printJson(body);
  else printGroup(body);
}

/** `interlock dlq list` */
export async function listStopped({ state, plant, group, ...options }: DlqListOptions): Promise<void> {
  const query = { state, plantCode: plant, fingerprint: group, limit: "500" };
  const { items } = (await openContractApi(options).get<{ items: Stopped[] }>(ROUTE, query)).body;
  if (options.json === true) return printJson(items);
  if (items.length === 0) return printLine("nothing stands still");
  const rows = items.map(({ id, plantCode, orderNumber, kind, state: shown, heldBehind, problem }) => [
    id,
    `${plantCode}/${orderNumber}`,
    kind,
    shown,
    String(heldBehind),
    problem?.code ?? "",
  ]);
  printTable([["POSTING", "ORDER", "KIND", "STATE", "BEHIND", "PROBLEM"], ...rows]);
}

/** `interlock dlq show` */
export async function showStopped(id: string, options: ContractOptions): Promise<void> {
  printJson((await openContractApi(options).get(`${ROUTE}/${encodeURIComponent(id)}`)).body);
}

/** `interlock dlq edit`. @param options set: pointer=value each; no value takes the member out */
export async function editStopped(
  id: string,
  options: WithReason & { readonly set: readonly string[] },
): Promise<void> {
  const changes = options.set.map((text) => {
    const [member, value = ""] = splitOnce(text);
    // A member of the document itself is often written without the slash that makes it a pointer.
    const pointer = member.startsWith("/") ? member : `/${member}`;
    return { pointer, value: value === "" ? null : value };
  });
  await post(`${ROUTE}/${encodeURIComponent(id)}:edit`, { changes, reason: options.reason }, options);
}

/** `interlock dlq discard` */
export async function discardStopped(id: string, options: WithReason): Promise<void> {
  await post(`${ROUTE}/${encodeURIComponent(id)}:discard`, { reason: options.reason }, options);
}

/** `interlock dlq split` */
export async function splitAggregate(id: string, options: WithReason): Promise<void> {
  const route = `/platform/v1/postings/${encodeURIComponent(id)}:split`;
  const { body } = await openContractApi(options).post<{ members: number }>(route, { reason: options.reason });
  if (options.json === true) printJson(body);
  else printLine(`${id} is taken apart; its ${body.members} members go on, each by itself`);
}

/** `interlock dlq changes` */
export async function listChanges(options: ContractOptions): Promise<void> {
  const { items } = (await openContractApi(options).get<{ items: ShownChange[] }>(CHANGES)).body;
  if (options.json === true) return printJson(items);
  if (items.length === 0) printLine("no changes");
  items.forEach(printChange);
}

/** `interlock dlq approve` */
export async function approveChange(id: string, options: WithReason & { readonly content: string }): Promise<void> {
  const body = { contentHash: options.content, reason: options.reason };
  await post(`${CHANGES}/${encodeURIComponent(id)}:approve`, body, options);
}

/** `interlock dlq withdraw` */
export async function withdrawChange(id: string, options: WithReason): Promise<void> {
  await post(`${CHANGES}/${encodeURIComponent(id)}:withdraw`, { reason: options.reason }, options);
}

async function post(route: string, body: object, options: ContractOptions): Promise<void> {
  const { body: change } = await openContractApi(options).post<ShownChange>(route, body);
  if (options.json === true) printJson(change);
  else printChange(change);
}

function splitOnce(text: string): readonly [string, string | undefined] {
  const at = text.indexOf("=");
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
