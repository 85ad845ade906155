import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { projectRoot } from "../../src/config/project-root.js";
import { loadContractSet } from "../../src/gateway/public.js";
import { Chance } from "./chance.js";
import { type FuzzAnswer, breachesOf } from "./check-answer.js";
import { FuzzOperation } from "./fuzz-operation.js";
import { FuzzReport } from "./fuzz-report.js";
import type { FuzzRequest } from "./fuzz-request.js";
import { ETAG } from "./parameter-maker.js";
import { RequestMaker, type Senders } from "./request-maker.js";
import { ValuePool } from "./value-pool.js";
import { ContractSchemas } from "./values/contract-schemas.js";

/** What a run does. */
export interface FuzzPlan {
  readonly requestCount: number;
  /** The same seed makes the same requests, as far as the answers are the same. */
  readonly seed: number;
  /** Only operations of this API, such as `production-order`. */
  readonly api?: string | undefined;
  /** Told how many requests were sent, now and then. */
  readonly onProgress?: (sentCount: number) => void;
}

export interface FuzzTarget extends Senders {
  readonly gatewayUrl: string;
}

const PROGRESS_INTERVAL = 500;
const TIMEOUT_MS = 30_000;

/** Sends requests made from every served contract and holds each answer against its contract. */
export async function runFuzz(plan: FuzzPlan, target: FuzzTarget): Promise<FuzzReport> {
  const root = join(projectRoot, "contracts");
  const answers = new ContractSchemas(root, "response");
  const operations = operationsOf(root, plan.api);
  const chance = new Chance(plan.seed);
  const pool = new ValuePool(chance, { plantCode: "P100" });
  for (const { body } of operations) for (const example of body?.examples ?? []) pool.learn(example);
  const maker = new RequestMaker(chance, pool, target, plan.seed);
  const report = new FuzzReport();
  for (let count = 0; count < plan.requestCount; count++) {
    const fuzzed = chance.pick(operations);
    const request = await maker.make(fuzzed);
    const answer = await send(target.gatewayUrl, request);
    const asked = operations.find((candidate) => isFor(candidate, request)) ?? fuzzed;
    report.add(asked.name, request, answer, breachesOf(asked.operation, request, answer, answers));
    learn(pool, operations, request, answer);
    if ((count + 1) % PROGRESS_INTERVAL === 0) plan.onProgress?.(count + 1);
  }
  return report;
}

function operationsOf(root: string, api: string | undefined): readonly FuzzOperation[] {
  const schemas = new ContractSchemas(root, "request");
  const served = loadContractSet(root).operations.filter(({ operation }) => api === undefined || operation.api === api);
  if (served.length === 0) throw new Error(`no served contract has the name ${api}`);
  return served.map((compiled) => new FuzzOperation(compiled, schemas));
}

/** A repeated request may be of another operation than the one whose turn it was. */
function isFor({ operation }: FuzzOperation, { method, target }: FuzzRequest): boolean {
  const [path = ""] = target.split("?", 1);
  return operation.method === method && paramsOf(operation.basePath + operation.path, path) !== undefined;
}

async function send(gatewayUrl: string, { method, target, headers, body }: FuzzRequest): Promise<FuzzAnswer> {
  const init = { method, headers, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) } as const;
  const response = await fetch(gatewayUrl + target, body === undefined ? init : { ...init, body });
  const answer = { status: response.status, headers: response.headers, text: await response.text() };
  if (answer.status === 429) await delay(Number(response.headers.get("retry-after") ?? 1) * 1000);
  return answer;
}

/** What an answer tells is used in later requests: that is how orders are confirmed and movements reversed. */
function learn(
  pool: ValuePool,
  operations: readonly FuzzOperation[],
  { target }: FuzzRequest,
  { status, headers, text }: FuzzAnswer,
): void {
  if (status >= 300 || text === "") return;
  const etag = /^"(.*)"$/.exec(headers.get("etag") ?? "")?.[1];
  const body: unknown = JSON.parse(text);
  pool.learn(body);
  const told = [headers.get("location") ?? "", ...textsNamed(body, "resource"), ...textsNamed(body, "location")];
  const [own = ""] = target.split("?", 1);
  for (const { operation } of operations) {
    for (const address of told) pool.addRecord(paramsOf(operation.basePath + operation.path, address) ?? {});
    const read = etag === undefined ? undefined : paramsOf(operation.basePath + operation.path, own);
    if (read !== undefined && etag !== undefined) pool.addRecord({ ...read, [ETAG]: etag });
  }
}

function textsNamed(value: unknown, name: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === name && typeof member === "string" ? [member] : textsNamed(member, name),
  );
}

/** Path parameters of an address, or undefined when it is another one. */
function paramsOf(template: string, address: string): Readonly<Record<string, string>> | undefined {
  const names: string[] = [];
  const pattern = template
    .replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => {
      names.push(name);
      return "([^/:]+)";
    });
  const found = new RegExp(`^${pattern}$`).exec(address);
  if (found === null) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]));
}
