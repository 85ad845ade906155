import { type ContractOptions, openContractApi } from "../contract/contract-api.js";
import { notice, printJson, printLine, printTable } from "../output.js";

/** A replay as the gateway answers it, as far as it is printed. */
interface Replay {
  readonly id: string;
  readonly state: string;
  readonly summary: string;
  readonly approval: string;
  readonly proposalId: string;
  readonly contentHash: string;
  readonly messages: number;
  readonly earlierPostings: number;
  readonly ratePerSecond: number;
  readonly dryRunMs: number;
  readonly deviations: number;
  readonly results: Readonly<Record<string, number>>;
}

interface Item {
  readonly verdict: string;
  readonly detail: string;
}

/** Options of `interlock replay plan`. */
export type PlanOptions = ContractOptions & {
  readonly plant?: string;
  readonly group?: string;
  readonly posting?: readonly string[];
  readonly mended?: true;
  readonly rate: string;
  readonly reason: string;
};

type WithReason = ContractOptions & { readonly reason: string };

const ROUTE = "/platform/v1/replays";
/** A dry run looks every posting up. */
const TIMEOUT_MS = 120_000;
const OBSTACLES = ["STILL_FAILS", "HELD_BEHIND", "UNDECIDED"];

/** `interlock replay plan`: says also what keeps postings back, and what to do next. */
export async function planReplay({
  plant,
  group,
  posting,
  mended,
  rate,
  reason,
  ...options
}: PlanOptions): Promise<void> {
  const body = {
    ...(plant === undefined ? {} : { plantCode: plant }),
    ...(group === undefined ? {} : { fingerprint: group }),
    ...(posting === undefined ? {} : { postingIds: posting }),
    isCauseMended: mended === true,
    ratePerSecond: Number(rate),
    reason,
  };
  const api = openContractApi(options);
  const replay = (await api.post<Replay>(ROUTE, body, { timeoutMs: TIMEOUT_MS })).body;
  if (options.json === true) return printJson(replay);
  printReplay(replay);
  for (const verdict of OBSTACLES) {
    const query = { verdict, limit: "1000" };
    const { items } = (await api.get<{ items: Item[] }>(`${ROUTE}/${replay.id}/items`, query)).body;
    for (const [detail, alike] of Map.groupBy(items, (item) => item.detail)) {
      printLine(`  ${alike.length} ${verdict}: ${detail}`);
    }
  }
  notice(nextStep(replay));
}

/** `interlock replay show` */
export async function showReplay(id: string, options: ContractOptions): Promise<void> {
  answer((await openContractApi(options).get<Replay>(`${ROUTE}/${encodeURIComponent(id)}`)).body, options);
}

/** `interlock replay list` */
export async function listReplays(options: ContractOptions): Promise<void> {
  const { items } = (await openContractApi(options).get<{ items: Replay[] }>(ROUTE)).body;
  if (options.json === true) return printJson(items);
  if (items.length === 0) return printLine("no replays");
  printTable([["REPLAY", "STATE", "DRY RUN"], ...items.map(({ id, state, summary }) => [id, state, summary])]);
}

/** `interlock replay run|pause|resume|cancel` */
export async function steerReplay(step: string, id: string, options: WithReason): Promise<void> {
  const route = `${ROUTE}/${encodeURIComponent(id)}:${step}`;
  answer((await openContractApi(options).post<Replay>(route, { reason: options.reason })).body, options);
}

/** `interlock replay approve`: for exactly the content that was read. */
export async function approveReplay(id: string, options: WithReason & { readonly content: string }): Promise<void> {
  const api = openContractApi(options);
  const route = `${ROUTE}/${encodeURIComponent(id)}`;
  const { proposalId } = (await api.get<Replay>(route)).body;
  const vote = { verdict: "APPROVE", contentHash: options.content, reason: options.reason };
  await api.post(`/platform/v1/approvals/${proposalId}/votes`, vote);
  answer((await api.get<Replay>(route)).body, options);
}

function answer(replay: Replay, { json }: ContractOptions): void {
  if (json === true) printJson(replay);
  else printReplay(replay);
}

function printReplay(replay: Replay): void {
  const results = Object.entries(replay.results).filter(([, count]) => count > 0);
  const earlier = replay.earlierPostings === 0 ? "" : `, ${replay.earlierPostings} more of you alone within a day`;
  printTable([
    ["replay", replay.id],
    ["state", `${replay.state}, ${replay.ratePerSecond} a second`],
    ["dry run", `${replay.summary} (postings: ${replay.messages}${earlier}; ${replay.dryRunMs} ms)`],
    ["approval", replay.approval],
    ["content", replay.contentHash],
    ["progress", results.map(([result, count]) => `${count} ${result}`).join(", ")],
    ["not as predicted", String(replay.deviations)],
  ]);
}

function nextStep({ id, approval, contentHash, results }: Replay): string {
  if ((results["WAITING"] ?? 0) === 0) return "Nothing would go through; mend what is named, then plan again.";
  const start = `interlock replay run ${id} --reason '…'`;
  if (approval === "APPROVED") return `Start it with: ${start}`;
  return `Another person approves it with: interlock replay approve ${id} --content ${contentHash} --reason '…'; then: ${start}`;
}
