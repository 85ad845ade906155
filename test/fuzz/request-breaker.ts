import { breakDocument } from "./break-document.js";
import type { Chance } from "./chance.js";
import type { FuzzOperation } from "./fuzz-operation.js";
import type { FuzzRequest } from "./fuzz-request.js";
import { HEADER_TEXT } from "./parameter-maker.js";
import { type ParameterValues, writeTarget } from "./write-parameters.js";

const ODD_TEXTS = ["-1", "0", "null", "x".repeat(300), "%", "ä", "2026-02-30", "true", "1e3", ";"];

/** A request that keeps to its contract, and what it was written from. */
export interface SoundRequest {
  readonly request: FuzzRequest;
  readonly document: unknown;
  readonly values: ParameterValues;
}

/** Does one thing to a request that its contract does not allow; what happens to be allowed is not called broken. */
export class RequestBreaker {
  constructor(private readonly chance: Chance) {}

  break(fuzzed: FuzzOperation, sound: SoundRequest): FuzzRequest {
    const isInBody = fuzzed.body !== undefined && this.chance.happens(0.6);
    const ways = isInBody ? this.#waysOfBody(fuzzed, sound) : this.#waysOfEnvelope(fuzzed, sound);
    return this.chance.pick(ways)();
  }

  #waysOfEnvelope({ operation }: FuzzOperation, sound: SoundRequest): readonly (() => FuzzRequest)[] {
    const broken = toBroken(sound.request);
    const { target, headers } = broken;
    const unknown = `${target}${target.includes("?") ? "&" : "?"}x-unknown=1`;
    return [
      () => ({ ...broken, target: unknown, change: "an unknown query parameter" }),
      () => ({ ...broken, headers: { ...headers, accept: "text/html" }, change: "Accept: text/html" }),
      // No address has both.
      () => ({ ...broken, method: operation.method === "PUT" ? "DELETE" : "PUT", change: "another method" }),
      () => this.#withoutParameter(operation, sound),
      () => this.#withOddParameter(operation, sound),
      () => this.#withOddParameter(operation, sound),
    ];
  }

  #waysOfBody(fuzzed: FuzzOperation, { request, document }: SoundRequest): readonly (() => FuzzRequest)[] {
    const broken = toBroken(request);
    const changed = (): FuzzRequest => this.#withOtherDocument(fuzzed, request, document);
    const plain = { ...broken.headers, "content-type": "text/plain" };
    return [
      changed,
      changed,
      changed,
      changed,
      () => ({ ...broken, body: (request.body ?? "").slice(0, -1), change: "JSON without its end" }),
      () => ({ ...broken, body: `${"[".repeat(40)}${"]".repeat(40)}`, change: "too deep" }),
      () => ({ ...broken, headers: plain, change: "text/plain" }),
    ];
  }

  #withOtherDocument({ body, isList }: FuzzOperation, request: FuzzRequest, document: unknown): FuzzRequest {
    const { value, change } = breakDocument(document, this.chance);
    // An item of a list may be wrong alone; the list is then taken.
    const isTaken = body?.schema.isValid(value) === true || (isList && Array.isArray(value));
    return { ...toBroken(request), isBroken: !isTaken, body: JSON.stringify(value), change };
  }

  #withoutParameter(operation: FuzzOperation["operation"], { request, values }: SoundRequest): FuzzRequest {
    const broken = toBroken(request);
    const required = operation.parameters.filter(({ in: place, isRequired }) => isRequired && place !== "path");
    if (required.length === 0)
      return { ...broken, headers: { ...broken.headers, accept: "image/png" }, change: "image/png" };
    const { name, in: place } = this.chance.pick(required);
    if (place === "header")
      return { ...broken, headers: omit(broken.headers, name.toLowerCase()), change: `without ${name}` };
    const target = writeTarget(operation, { ...values, query: omit(values.query, name) });
    return { ...broken, target, change: `without ${name}` };
  }

  #withOddParameter(operation: FuzzOperation["operation"], sound: SoundRequest): FuzzRequest {
    const broken = toBroken(sound.request);
    if (operation.parameters.length === 0) return { ...broken, isBroken: false, change: "nothing" };
    const { name, in: place } = this.chance.pick(operation.parameters);
    const odd = this.chance.pick(ODD_TEXTS);
    const text = place === "header" && !HEADER_TEXT.test(odd) ? "?" : odd;
    const change = `${name} is ${text.slice(0, 20)}`;
    // Whether the gateway may take it depends on the type; its answer must be one of the contract in any case.
    if (place === "header")
      return { ...broken, isBroken: false, headers: { ...broken.headers, [name.toLowerCase()]: text }, change };
    const values = { ...sound.values, [place]: { ...sound.values[place], [name]: text } };
    return { ...broken, isBroken: false, target: writeTarget(operation, values), change };
  }
}

const toBroken = (request: FuzzRequest): FuzzRequest => ({ ...request, isSound: false, isBroken: true });

function omit<T>(values: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}
