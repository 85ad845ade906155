import type { Chance } from "./chance.js";
import { DocumentMaker } from "./document-maker.js";
import type { FuzzOperation } from "./fuzz-operation.js";
import type { FuzzMode, FuzzRequest } from "./fuzz-request.js";
import { ParameterMaker } from "./parameter-maker.js";
import { RequestBreaker, type SoundRequest } from "./request-breaker.js";
import type { ValuePool } from "./value-pool.js";
import { writeHeaders, writeTarget } from "./write-parameters.js";

/** Shares of what a request is made to find out, in hundredths. */
const MODES: readonly (readonly [FuzzMode, number])[] = [
  ["example", 30],
  ["valid", 25],
  ["boundary", 10],
  ["invalid", 27],
  ["stranger", 5],
  ["repeat", 3],
];
/** Earlier writes that may be repeated. */
const SENT_MAX = 30;

/** Who sends: tokens that may do everything, several because some work takes two persons, and one that may do nothing. */
export interface Senders {
  readonly authorized: readonly (() => Promise<string>)[];
  readonly forbidden: () => Promise<string>;
}

/** Makes requests from a contract; the same seed makes the same requests for the same answers. */
export class RequestMaker {
  readonly #parameters: ParameterMaker;
  readonly #documents: DocumentMaker;
  readonly #breaker: RequestBreaker;
  readonly #sent: FuzzRequest[] = [];
  #count = 0;

  constructor(
    private readonly chance: Chance,
    pool: ValuePool,
    private readonly senders: Senders,
    private readonly seed: number,
  ) {
    this.#parameters = new ParameterMaker(chance, pool);
    this.#documents = new DocumentMaker(chance, pool);
    this.#breaker = new RequestBreaker(chance);
  }

  async make(fuzzed: FuzzOperation): Promise<FuzzRequest> {
    this.#count++;
    const mode = this.#mode();
    if (mode === "repeat" && this.#sent.length > 0) return this.#repeated(this.chance.pick(this.#sent));
    const sound = await this.#sound(fuzzed, mode);
    if (mode === "stranger") return await this.#asStranger(sound.request);
    if (mode === "invalid") return this.#breaker.break(fuzzed, sound);
    this.#remember(sound.request);
    const isInLines = fuzzed.isList && this.chance.happens(0.5);
    return isInLines ? asLines(sound) : sound.request;
  }

  #mode(): FuzzMode {
    let rest = this.chance.integer(0, 99);
    return MODES.find(([, share]) => (rest -= share) < 0)?.[0] ?? "valid";
  }

  async #sound(fuzzed: FuzzOperation, mode: FuzzMode): Promise<SoundRequest> {
    const values = this.#parameters.make(fuzzed, `fuzz-${this.seed}-${this.#count}`);
    const document = this.#documents.make(fuzzed, mode);
    const contentType = document === undefined ? {} : { "content-type": "application/json" };
    const request: FuzzRequest = {
      mode,
      method: fuzzed.operation.method,
      target: writeTarget(fuzzed.operation, values),
      headers: {
        authorization: await this.chance.pick(this.senders.authorized)(),
        ...contentType,
        ...writeHeaders(values),
      },
      body: document === undefined ? undefined : JSON.stringify(document),
      isBroken: false,
      isSound: true,
      change: "",
    };
    return { request, document, values };
  }

  #remember(request: FuzzRequest): void {
    if (request.method === "GET") return;
    this.#sent.push(request);
    if (this.#sent.length > SENT_MAX) this.#sent.shift();
  }

  /** The same key with the same body, or with another one. */
  #repeated(request: FuzzRequest): FuzzRequest {
    const isChanged = this.chance.happens(0.3) && request.body !== undefined;
    const change = isChanged ? "the same key, other bytes" : "the same request";
    return { ...request, mode: "repeat", isSound: false, change, ...(isChanged ? { body: `${request.body} ` } : {}) };
  }

  async #asStranger(request: FuzzRequest): Promise<FuzzRequest> {
    const [change, token] = this.chance.pick([
      ["no token", undefined],
      ["a token that is none", "Bearer x.y.z"],
      ["a token without the permission", await this.senders.forbidden()],
    ] as const);
    const { authorization: _left, ...others } = request.headers;
    const headers = token === undefined ? others : { ...others, authorization: token };
    return { ...request, headers, isBroken: true, isSound: false, change };
  }
}

/** NDJSON: one item on each line. */
function asLines({ request, document }: SoundRequest): FuzzRequest {
  const lines = (document as readonly unknown[]).map((item) => JSON.stringify(item)).join("\n");
  return { ...request, headers: { ...request.headers, "content-type": "application/x-ndjson" }, body: `${lines}\n` };
}
