import { setTimeout as delay } from "node:timers/promises";
import { asObject } from "../../../src/gateway/json-value.js";
import type { FuzzAnswer } from "../check-answer.js";
import type { FuzzOperation } from "../fuzz-operation.js";
import type { FuzzRequest } from "../fuzz-request.js";
import { ETAG } from "../parameter-maker.js";
import type { Senders } from "../request-maker.js";
import { writeHeaders, writeTarget } from "../write-parameters.js";

export type Json = Readonly<Record<string, unknown>>;

/** How the MES simulator answers dispatches from now on. */
export type MesBehaviour = "ACK" | "SILENT";

/** What a scene asks of the gateway. */
export interface SceneRequest {
  readonly path?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Entity tag for If-Match, with its quotes. */
  readonly ifMatch?: string;
  /** Which of the senders asks; some work takes several persons. */
  readonly sender?: number;
}

/** What stands behind a stage. */
export interface SceneParts {
  readonly operations: readonly FuzzOperation[];
  readonly senders: Senders;
  /** Sends a request, judges its answer and counts both. */
  readonly exchange: (request: FuzzRequest, fuzzed: FuzzOperation) => Promise<FuzzAnswer>;
  readonly tellMes: (acknowledge: MesBehaviour) => Promise<void>;
  /** Sends a few made requests of the operation about what these values name; undefined to play the scenes alone. */
  readonly fuzz: ((fuzzed: FuzzOperation, about: Readonly<Record<string, string>>) => Promise<void>) | undefined;
}

/** The state that a scene needs was not reached, for example because an earlier request holds the material. */
export class SceneNotReached extends Error {
  override readonly name = "SceneNotReached";

  /** @param status of the refusal, where there was one */
  constructor(
    message: string,
    readonly status?: number,
  ) {
    super(message);
  }
}

const POLL_MS = 100;
/** A minute: on a busy machine the work behind a scene takes its time. */
const POLLS_MAX = 600;
const STALE_MAX = 5;

/** Plays the contract's operations in an order that leads somewhere; each request counts like any other of the run. */
export class SceneStage {
  #count = 0;

  constructor(
    private readonly parts: SceneParts,
    private readonly name: string,
  ) {}

  tellMes(acknowledge: MesBehaviour): Promise<void> {
    return this.parts.tellMes(acknowledge);
  }

  /** @param operation `<api>/<version> <operationId>` @throws SceneNotReached when the gateway refuses */
  async ask(operation: string, request: SceneRequest): Promise<Json> {
    const { status, text } = await this.#send(operation, request);
    if (status >= 300) throw new SceneNotReached(`${operation} answered ${status} ${text.slice(0, 300)}`, status);
    return asObject(JSON.parse(text));
  }

  /** What the scene is for: made requests in the state that is reached, then the right one, unless one of them was. */
  async arrive(operation: string, request: SceneRequest): Promise<void> {
    const etag = request.ifMatch === undefined ? {} : { [ETAG]: request.ifMatch.replaceAll('"', "") };
    await this.parts.fuzz?.(this.#operation(operation), { ...request.path, ...etag });
    await this.ask(operation, request);
  }

  /** Reads and writes again when what was read had changed before the write came, as a client does on 412. */
  async againWhenStale(readAndWrite: () => Promise<void>): Promise<void> {
    for (let stale = 0; ; stale++) {
      try {
        await readAndWrite();
        return;
      } catch (error) {
        if (!(error instanceof SceneNotReached) || error.status !== 412 || stale === STALE_MAX) throw error;
      }
    }
  }

  /** Reads until the answer is as wanted. @returns it and its entity tag */
  async until(
    operation: string,
    path: Readonly<Record<string, string>>,
    isReached: (body: Json) => boolean,
  ): Promise<{ readonly body: Json; readonly etag: string }> {
    let last = "";
    for (let poll = 0; poll < POLLS_MAX; poll++) {
      const { status, headers, text } = await this.#send(operation, { path });
      last = text;
      const body = asObject(JSON.parse(text));
      if (status < 300 && isReached(body)) return { body, etag: headers.get("etag") ?? "" };
      await delay(POLL_MS);
    }
    throw new SceneNotReached(`${operation} never showed what was waited for; last ${last.slice(0, 600)}`);
  }

  async #send(operation: string, { path = {}, body, ifMatch, sender = 0 }: SceneRequest): Promise<FuzzAnswer> {
    const fuzzed = this.#operation(operation);
    const names = new Set(fuzzed.parameters.map(({ declaration }) => declaration.name));
    const header = {
      ...(names.has("Idempotency-Key") ? { "Idempotency-Key": `scene-${this.name}-${++this.#count}` } : {}),
      ...(ifMatch === undefined ? {} : { "If-Match": ifMatch }),
    };
    const values = { path, query: {}, header };
    const token = this.parts.senders.authorized[sender] ?? this.parts.senders.forbidden;
    const contentType = body === undefined ? {} : { "content-type": "application/json" };
    const request: FuzzRequest = {
      mode: "scene",
      method: fuzzed.operation.method,
      target: writeTarget(fuzzed.operation, values),
      headers: { authorization: await token(), ...contentType, ...writeHeaders(values) },
      body: body === undefined ? undefined : JSON.stringify(body),
      isBroken: false,
      isSound: true,
      change: this.name,
    };
    return await this.parts.exchange(request, fuzzed);
  }

  #operation(name: string): FuzzOperation {
    const found = this.parts.operations.find((operation) => operation.name === name);
    if (found === undefined) throw new Error(`no contract is served that has ${name}`);
    return found;
  }
}
