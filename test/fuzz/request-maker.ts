import fc from "fast-check";
import type { ContractParameter } from "../../src/gateway/contract-operation.js";
import { breakDocument } from "./break-document.js";
import type { Chance } from "./chance.js";
import type { FuzzOperation, FuzzParameter } from "./fuzz-operation.js";
import type { FuzzMode, FuzzRequest } from "./fuzz-request.js";
import type { ValuePool } from "./value-pool.js";
import { type ParameterValues, textOf, writeHeaders, writeTarget } from "./write-parameters.js";

/** Shares of what a request is made to find out; the rest repeats an earlier one. */
const MODES: readonly (readonly [FuzzMode, number])[] = [
  ["example", 0.3],
  ["valid", 0.25],
  ["boundary", 0.1],
  ["invalid", 0.27],
  ["stranger", 0.05],
  ["repeat", 0.03],
];

/** Header text that HTTP carries unchanged. */
const HEADER_TEXT = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
/** How much of a made document is taken from what is known. */
const KNOWN_SHARE = 0.8;
const PARAMETERS_OPTIONAL_SHARE = 0.3;

type Places = Readonly<Record<ContractParameter["in"], Record<string, unknown>>>;

/** Who sends: headers with a token that may do everything, one that may do nothing, and none. */
export interface Senders {
  readonly authorized: () => Promise<string>;
  readonly forbidden: () => Promise<string>;
}

/** Makes requests from a contract; the same seed makes the same requests for the same answers. */
export class RequestMaker {
  readonly #sent: FuzzRequest[] = [];
  #count = 0;

  constructor(
    private readonly chance: Chance,
    private readonly pool: ValuePool,
    private readonly senders: Senders,
    private readonly seed: number,
  ) {}

  async make(fuzzed: FuzzOperation): Promise<FuzzRequest> {
    this.#count++;
    const mode = this.#mode();
    const repeated = mode === "repeat" && this.#sent.length > 0 ? this.chance.pick(this.#sent) : undefined;
    const request = repeated === undefined ? await this.#made(fuzzed, mode) : this.#repeated(repeated);
    if (request.isSound && request.method !== "GET") {
      this.#sent.push(request);
      if (this.#sent.length > 30) this.#sent.shift();
    }
    return request;
  }

  #mode(): FuzzMode {
    let rest = this.chance.integer(0, 999) / 1000;
    for (const [mode, share] of MODES) if ((rest -= share) < 0) return mode;
    return "valid";
  }

  /** The same key with the same body, or with another one. */
  #repeated(request: FuzzRequest): FuzzRequest {
    const isChanged = this.chance.happens(0.3) && request.body !== undefined;
    return {
      ...request,
      mode: "repeat",
      isSound: false,
      ...(isChanged ? { body: `${request.body} ` } : {}),
      change: isChanged ? "the same key, other bytes" : "the same request",
    };
  }

  async #made(fuzzed: FuzzOperation, mode: FuzzMode): Promise<FuzzRequest> {
    const values = this.#parameters(fuzzed);
    const document = this.#document(fuzzed, mode);
    const request: FuzzRequest = {
      mode,
      method: fuzzed.operation.method,
      target: writeTarget(fuzzed.operation, values),
      headers: {
        authorization: await this.senders.authorized(),
        ...(document === undefined ? {} : { "content-type": "application/json" }),
        ...writeHeaders(values),
      },
      body: document === undefined ? undefined : JSON.stringify(document),
      isBroken: false,
      isSound: true,
      change: "",
    };
    if (mode === "stranger") return await this.#asStranger(request);
    if (mode === "invalid") return this.#broken(fuzzed, request, document, values);
    return fuzzed.isList && document !== undefined && this.chance.happens(0.5) ? asLines(request, document) : request;
  }

  async #asStranger(request: FuzzRequest): Promise<FuzzRequest> {
    const [change, authorization] = this.chance.pick([
      ["no token", undefined],
      ["a token that is none", "Bearer x.y.z"],
      ["a token without the permission", await this.senders.forbidden()],
    ] as const);
    const { authorization: _left, ...headers } = request.headers;
    const own = authorization === undefined ? headers : { ...headers, authorization };
    return { ...request, headers: own, isBroken: true, isSound: false, change };
  }

  #document({ body }: FuzzOperation, mode: FuzzMode): unknown {
    if (body === undefined) return undefined;
    const isExample = body.examples.length > 0 && (mode === "example" || mode === "invalid" || this.chance.happens(0.2));
    const made = isExample ? this.chance.pick(body.examples) : this.#sample(body.values);
    const mixed = this.pool.mix(made, isExample ? 0.3 : KNOWN_SHARE);
    const known = body.schema.isValid(mixed) ? mixed : made;
    if (mode !== "boundary") return known;
    const stretched = stretch(known, this.chance);
    return body.schema.isValid(stretched) ? stretched : known;
  }

  #parameters({ parameters }: FuzzOperation): ParameterValues {
    const values: Places = { path: {}, query: {}, header: {} };
    const inPath = parameters.filter(({ declaration }) => declaration.in === "path");
    const together = this.pool.pickRecord(inPath.map(({ declaration }) => declaration.name)) ?? {};
    const isTogether = this.chance.happens(KNOWN_SHARE);
    for (const parameter of parameters) {
      const { in: place, name, isRequired } = parameter.declaration;
      if (!isRequired && !this.chance.happens(PARAMETERS_OPTIONAL_SHARE)) continue;
      const known = place === "path" && isTogether ? together[name] : undefined;
      const value = known !== undefined && parameter.schema.isValid(known) ? known : this.#parameterValue(parameter);
      if (value !== undefined) values[place][name] = value;
    }
    return values;
  }

  #parameterValue({ declaration: { in: place, name, isRequired }, schema, values }: FuzzParameter): unknown {
    const known = this.#knownParameter(name);
    if (known !== undefined && schema.isValid(known) && this.chance.happens(KNOWN_SHARE)) return known;
    for (let attempt = 0; attempt < 20; attempt++) {
      const made = this.#sample(values);
      const text = textOf(made);
      if (place === "header" && !HEADER_TEXT.test(text)) continue;
      // A dot segment is taken out of an address before it is sent.
      if (place === "path" && (text === "" || /^\.{1,2}$/.test(text))) continue;
      // Waiting long is allowed and costs time; that it works is the subject of other tests.
      if (name.toLowerCase() === "prefer" && /wait/i.test(text)) continue;
      // An empty list and an absent one look the same on the wire.
      if (Array.isArray(made) && (made.length === 0 || made.some((item) => textOf(item) === ""))) continue;
      return made;
    }
    return isRequired ? known : undefined;
  }

  #knownParameter(name: string): unknown {
    const lower = name.toLowerCase();
    if (lower === "if-match" || lower === "if-none-match") {
      const etag = this.pool.pick("etag");
      return etag === undefined || this.chance.happens(0.2) ? "*" : `"${etag}"`;
    }
    if (lower === "idempotency-key") return `fuzz-${this.seed}-${this.#count}`;
    const known = this.pool.pick(name);
    return known;
  }

  #sample(values: fc.Arbitrary<unknown>): unknown {
    return fc.sample(values, { numRuns: 1, seed: this.chance.integer(0, 2 ** 31 - 1) })[0];
  }

  /** One thing that the contract does not allow; what happens to be allowed is no longer called broken. */
  #broken(fuzzed: FuzzOperation, request: FuzzRequest, document: unknown, values: ParameterValues): FuzzRequest {
    const broken = { ...request, isSound: false, isBroken: true };
    const choices: (() => FuzzRequest)[] = [
      () => ({ ...broken, target: withQuery(request.target, "x-unknown=1"), change: "an unknown query parameter" }),
      () => ({ ...broken, headers: { ...request.headers, accept: "text/html" }, change: "Accept: text/html" }),
      () => this.#withoutParameter(fuzzed, broken, values),
      () => this.#oddParameter(fuzzed, broken, values),
    ];
    const { body } = fuzzed;
    if (body !== undefined) {
      const isValid = (value: unknown): boolean => body.schema.isValid(value);
      const changeBody = (): FuzzRequest => {
        const { value, change } = breakDocument(document, this.chance);
        // An item of a list may be wrong alone; the list is then taken.
        const isBroken = !isValid(value) && !(fuzzed.isList && Array.isArray(value));
        return { ...broken, isBroken, body: JSON.stringify(value), change };
      };
      choices.push(
        ...[changeBody, changeBody, changeBody, changeBody],
        () => ({ ...broken, body: (request.body ?? "").slice(0, -1), change: "JSON without its end" }),
        () => ({ ...broken, headers: { ...request.headers, "content-type": "text/plain" }, change: "text/plain" }),
        () => ({ ...broken, body: `${"[".repeat(40)}${"]".repeat(40)}`, change: "too deep" }),
      );
    }
    return this.chance.pick(choices)();
  }

  #withoutParameter({ operation, parameters }: FuzzOperation, broken: FuzzRequest, values: ParameterValues): FuzzRequest {
    const required = parameters.filter(({ declaration }) => declaration.isRequired && declaration.in !== "path");
    if (required.length === 0) return { ...broken, method: otherMethod(operation.method), change: "another method" };
    const { declaration } = this.chance.pick(required);
    const { name, in: place } = declaration;
    const header = { ...broken.headers };
    if (place === "header") Reflect.deleteProperty(header, name.toLowerCase());
    const left = { ...values, query: omit(values.query, name) };
    return { ...broken, headers: header, target: writeTarget(operation, left), change: `without ${name}` };
  }

  #oddParameter({ operation, parameters }: FuzzOperation, broken: FuzzRequest, values: ParameterValues): FuzzRequest {
    const [first] = parameters;
    if (first === undefined) return { ...broken, isBroken: false, change: "nothing" };
    const { declaration, schema } = this.chance.pick(parameters);
    const { name, in: place } = declaration;
    const odd = this.chance.pick(["-1", "0", "null", "x".repeat(300), "%", "ä", "2026-02-30", "true", "1e3", ";"]);
    const text = place === "header" && !HEADER_TEXT.test(odd) ? "?" : odd;
    const changed = { ...values, [place]: { ...values[place], [name]: text } };
    const isBroken = !schema.isValid(text) && !schema.isValid(Number(text)) && !schema.isValid([text]) && text !== "true";
    const headers = place === "header" ? { ...broken.headers, [name.toLowerCase()]: text } : broken.headers;
    return { ...broken, headers, isBroken, target: writeTarget(operation, changed), change: `${name} is ${text.slice(0, 20)}` };
  }
}

/** NDJSON: one item on each line. */
function asLines(request: FuzzRequest, document: unknown): FuzzRequest {
  const lines = (document as readonly unknown[]).map((item) => JSON.stringify(item)).join("\n");
  return { ...request, headers: { ...request.headers, "content-type": "application/x-ndjson" }, body: `${lines}\n` };
}

const withQuery = (target: string, part: string): string => `${target}${target.includes("?") ? "&" : "?"}${part}`;
const omit = (values: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
/** No address has both. */
const otherMethod = (method: string): string => (method === "PUT" ? "DELETE" : "PUT");

/** Makes one text or number as large as it may be, as far as the schema lets it. */
function stretch(value: unknown, chance: Chance): unknown {
  if (Array.isArray(value)) return value.map((item) => stretch(item, chance));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, stretch(member, chance)]));
  if (!chance.happens(0.2)) return value;
  if (typeof value === "number") return chance.pick([0, 1, 99, 2_147_483_647]);
  if (typeof value === "string" && /^[0-9]+$/.test(value)) return chance.pick(["0", "999999999999", "0.000001", "999999"]);
  return value;
}
