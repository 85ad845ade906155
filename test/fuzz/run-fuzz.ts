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
import { type MesBehaviour, SceneNotReached, SceneStage } from "./scenes/scene-stage.js";
import { SCENES, type Scene } from "./scenes/scenes.js";
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
  /** Absent where no workers run: nothing goes beyond its first state then, and no scene is played. */
  readonly tellMes?: (acknowledge: MesBehaviour) => Promise<void>;
}

const PROGRESS_INTERVAL = 500;
const TIMEOUT_MS = 30_000;
/** Made requests from one scene to the next. */
const SCENE_INTERVAL = 150;
/** Made requests in the state that a scene has reached. */
const FUZZED_IN_SCENE = 4;
const ROOT = join(projectRoot, "contracts");

/** Sends requests made from every served contract and holds each answer against its contract. */
export async function runFuzz(plan: FuzzPlan, target: FuzzTarget): Promise<FuzzReport> {
  return await new FuzzRun(plan, target).run();
}

class FuzzRun {
  readonly #answers = new ContractSchemas(ROOT, "response");
  readonly #report = new FuzzReport();
  readonly #operations: readonly FuzzOperation[];
  readonly #chance: Chance;
  readonly #pool: ValuePool;
  readonly #maker: RequestMaker;
  #sceneCount = 0;

  constructor(
    private readonly plan: FuzzPlan,
    private readonly target: FuzzTarget,
  ) {
    this.#operations = operationsOf(ROOT, plan.api);
    this.#chance = new Chance(plan.seed);
    this.#pool = new ValuePool(this.#chance, { plantCode: "P100" });
    for (const { body } of this.#operations) for (const example of body?.examples ?? []) this.#pool.learn(example);
    this.#maker = new RequestMaker(this.#chance, this.#pool, target, plan.seed);
  }

  async run(): Promise<FuzzReport> {
    const { requestCount, onProgress } = this.plan;
    if (this.#hasScenes) for (const scene of SCENES) await this.#play(scene, false);
    for (let count = 0; count < requestCount; count++) {
      if (this.#hasScenes && count % SCENE_INTERVAL === SCENE_INTERVAL - 1)
        await this.#playIfReachable(this.#chance.pick(SCENES));
      await this.#fuzz(this.#chance.pick(this.#operations));
      if ((count + 1) % PROGRESS_INTERVAL === 0) onProgress?.(count + 1);
    }
    for (const { name } of this.#operations)
      if (!this.#report.hasSucceeded(name)) this.#report.neverSucceeded.push(name);
    return this.#report;
  }

  /** Scenes need every API, the workers and the MES. */
  get #hasScenes(): boolean {
    return this.plan.api === undefined && this.target.tellMes !== undefined;
  }

  async #fuzz(fuzzed: FuzzOperation): Promise<void> {
    await this.#exchange(await this.#maker.make(fuzzed), fuzzed);
  }

  readonly #exchange = async (request: FuzzRequest, fuzzed: FuzzOperation): Promise<FuzzAnswer> => {
    const answer = await send(this.target.gatewayUrl, request);
    const asked = this.#operations.find((candidate) => isFor(candidate, request)) ?? fuzzed;
    this.#report.add(asked.name, request, answer, breachesOf(asked.operation, request, answer, this.#answers));
    learn(this.#pool, this.#operations, request, answer);
    return answer;
  };

  /** What was fuzzed before may stand in its way, such as a hold on the material of all orders. */
  async #playIfReachable(scene: Scene): Promise<void> {
    try {
      await this.#play(scene, true);
    } catch (error) {
      if (!(error instanceof SceneNotReached)) throw error;
    }
  }

  async #play({ name, play }: Scene, isFuzzed: boolean): Promise<void> {
    const { tellMes = () => Promise.resolve() } = this.target;
    const fuzz = (fuzzed: FuzzOperation, about: Readonly<Record<string, string>>): Promise<void> =>
      this.#pool.about(about, async () => {
        for (let count = 0; count < FUZZED_IN_SCENE; count++) await this.#fuzz(fuzzed);
      });
    const parts = { operations: this.#operations, senders: this.target, exchange: this.#exchange, tellMes };
    const label = `${name}-${this.plan.seed}-${++this.#sceneCount}`;
    try {
      await play(new SceneStage({ ...parts, fuzz: isFuzzed ? fuzz : undefined }, label));
    } finally {
      await tellMes("ACK");
    }
  }
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
