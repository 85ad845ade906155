/**
 * MES simulator: takes dispatched orders, acknowledges them and plays their execution through the gateway's contract.
 * It stands in for a real MES in demos and tests and is no part of the product's own work.
 */
import { systemClock } from "../../kernel/clock.js";
import { GatewayClient } from "../gateway-client.js";
import { JsonLinesStore } from "../json-lines-store.js";
import { JsonServer, type SimulatorAnswer, type SimulatorRequest } from "../json-server.js";
import { SeededRandom } from "../seeded-random.js";
import type { Simulator, SimulatorOptions } from "../simulator-process.js";
import { AcknowledgeDispatch } from "./acknowledge-dispatch.js";
import { type Behaviour, DEFAULT_BEHAVIOUR } from "./behaviour.js";
import { makeDefaultScript } from "./default-script.js";
import { Journal, type JournalEntry, orderKey, type OrderRecord } from "./journal.js";
import type { Dispatch, ExecutionStep, ReceivedDispatch } from "./mes-order.js";
import { PlayExecution } from "./play-execution.js";

const NOT_FOUND: SimulatorAnswer = { status: 404, body: { message: "There is no such address or order." } };
const NO_CREDENTIALS: SimulatorAnswer = {
  status: 503,
  body: { message: "The simulator has no credentials for the gateway." },
};

export class MesSimulator implements Simulator {
  readonly #server = new JsonServer(async (request) => await this.#route(request));
  readonly #store: JsonLinesStore<JournalEntry>;
  readonly #journal: Journal;
  readonly #gateway: GatewayClient | undefined;
  readonly #running = new Map<string, Promise<void>>();
  #behaviour: Behaviour = DEFAULT_BEHAVIOUR;
  #random = new SeededRandom(DEFAULT_BEHAVIOUR.seed);
  #isClosed = false;

  constructor(options: Omit<SimulatorOptions, "port">) {
    this.#store = new JsonLinesStore(options.store);
    this.#journal = new Journal(this.#store);
    const { credentials, gateway } = options;
    this.#gateway = credentials === undefined ? undefined : new GatewayClient(gateway, credentials, systemClock);
  }

  async listen(port: number): Promise<number> {
    const listening = await this.#server.listen(port);
    this.#resume();
    return listening;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#gateway?.close();
    await Promise.allSettled(this.#running.values());
    await this.#server.close();
    this.#store.close();
  }

  /** What was taken but not answered before the last stop is answered now. */
  #resume(): void {
    for (const [key, record] of this.#journal.orders) {
      const last = record.dispatches.at(-1);
      if (last !== undefined && !this.#journal.isAcknowledged(last.dispatchId)) this.#acknowledge(last);
      if (record.steps.length > record.verdicts.size) void this.#play(key);
    }
  }

  async #route(request: SimulatorRequest): Promise<SimulatorAnswer> {
    const { method, segments } = request;
    const [first, second, plantCode, orderNumber] = segments;
    if (first === "healthz") return { status: 200, body: { status: "ok", system: "mes-simulator" } };
    if (method === "POST" && first === "dispatches") return this.#take(request.body);
    if (first !== "simulator") return NOT_FOUND;
    if (method === "POST" && second === "behaviour") return this.#behave(request.body);
    if (method === "POST" && second === "execute") return await this.#execute(request.body);
    if (method === "GET" && second === "orders" && plantCode === undefined) {
      return { status: 200, body: { items: [...this.#journal.orders.keys()] } };
    }
    if (method === "GET" && second === "orders") return this.#show(`${plantCode ?? ""}/${orderNumber ?? ""}`);
    return NOT_FOUND;
  }

  #take(body: unknown): SimulatorAnswer {
    if (!isDispatch(body))
      return { status: 422, body: { code: "MALFORMED", reason: "dispatchId, revision and order are needed" } };
    const chance = this.#random.next();
    if (chance < this.#behaviour.faultProbability / 2) return { status: 503 };
    const known = this.#journal.dispatch(body.dispatchId);
    const dispatch = known ?? { ...body, receivedAt: systemClock.now().toISOString() };
    if (known === undefined) this.#journal.write({ type: "dispatched", dispatch });
    const record = this.#journal.order(orderKey(body.order));
    if (record !== undefined) record.received++;
    if (!this.#journal.isAcknowledged(body.dispatchId)) this.#acknowledge(dispatch);
    const answer = { status: known === undefined ? 201 : 200, body: { dispatchId: body.dispatchId } };
    return chance < this.#behaviour.faultProbability ? { ...answer, isCut: true } : answer;
  }

  #behave(body: unknown): SimulatorAnswer {
    this.#behaviour = { ...this.#behaviour, ...(typeof body === "object" ? (body as Partial<Behaviour>) : {}) };
    this.#random = new SeededRandom(this.#behaviour.seed);
    return { status: 200, body: this.#behaviour };
  }

  async #execute(body: unknown): Promise<SimulatorAnswer> {
    const { plantCode, orderNumber, script, wait } = (body ?? {}) as {
      plantCode?: string;
      orderNumber?: string;
      script?: readonly ExecutionStep[];
      wait?: boolean;
    };
    const key = `${plantCode ?? ""}/${orderNumber ?? ""}`;
    if (this.#gateway === undefined) return NO_CREDENTIALS;
    if (script === undefined && (this.#journal.order(key)?.dispatches.length ?? 0) === 0) return NOT_FOUND;
    this.#script(key, script);
    const playing = this.#play(key);
    if (wait === true) await playing;
    return { ...this.#show(key), status: wait === true ? 200 : 202 };
  }

  /** The default script is written once; asking again goes on with it. A given script is added to what there is. */
  #script(key: string, given: readonly ExecutionStep[] | undefined): void {
    const record = this.#journal.order(key);
    const order = record?.dispatches.at(-1)?.order;
    if (given !== undefined) this.#journal.write({ type: "scripted", order: key, steps: given });
    else if (order !== undefined && record?.steps.length === 0) {
      this.#journal.write({ type: "scripted", order: key, steps: makeDefaultScript(order, this.#behaviour) });
    }
  }

  /** One player per order; a second call waits for the first. */
  #play(key: string): Promise<void> {
    const running = this.#running.get(key);
    if (running !== undefined || this.#gateway === undefined) return running ?? Promise.resolve();
    const player = new PlayExecution(this.#journal, this.#gateway, systemClock, () => this.#behaviour);
    return this.#track(key, player.run(key));
  }

  #acknowledge(dispatch: ReceivedDispatch): void {
    const key = `acknowledgement ${dispatch.dispatchId}`;
    if (this.#gateway === undefined || this.#running.has(key)) return;
    const behaviour = this.#behaviour;
    const acknowledge = new AcknowledgeDispatch(this.#journal, this.#gateway);
    const work = acknowledge.run(dispatch, behaviour).then((isAccepted) => {
      if (!isAccepted || !behaviour.autoExecute || this.#isClosed) return;
      this.#script(orderKey(dispatch.order), undefined);
      void this.#play(orderKey(dispatch.order));
    });
    void this.#track(key, work);
  }

  /** Background work ends quietly when the simulator stops, and loudly otherwise. */
  #track(key: string, work: Promise<void>): Promise<void> {
    const tracked = work
      .catch((error: unknown) => {
        if (!this.#isClosed)
          process.stderr.write(`MES simulator: ${key}: ${error instanceof Error ? error.message : String(error)}\n`);
      })
      .finally(() => this.#running.delete(key));
    this.#running.set(key, tracked);
    return tracked;
  }

  #show(key: string): SimulatorAnswer {
    const record = this.#journal.order(key);
    return record === undefined ? NOT_FOUND : { status: 200, body: describe(key, record, this.#running.has(key)) };
  }
}

function describe(key: string, record: OrderRecord, isPlaying: boolean): Record<string, unknown> {
  const verdicts = [...record.verdicts].map(([sequence, verdict]) => ({ sequence, ...verdict }));
  const isRefused = verdicts.some((verdict) => verdict.status >= 400);
  const isDone = record.steps.length > 0 && verdicts.length === record.steps.length && !isRefused;
  return {
    order: key,
    dispatches: record.dispatches,
    received: record.received,
    acknowledgements: record.acknowledgements,
    execution: {
      state: isRefused
        ? "REFUSED"
        : isDone
          ? "DONE"
          : isPlaying
            ? "PLAYING"
            : record.steps.length === 0
              ? "NOT_STARTED"
              : "STOPPED",
      steps: record.steps.length,
      reports: record.reports,
      verdicts,
    },
  };
}

function isDispatch(body: unknown): body is Dispatch {
  if (typeof body !== "object" || body === null) return false;
  const { dispatchId, revision, order } = body as Partial<Dispatch>;
  return typeof dispatchId === "string" && typeof revision === "number" && typeof order?.orderNumber === "string";
}
