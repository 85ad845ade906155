import type { ContractParameter } from "../../src/gateway/contract-operation.js";
import type { Chance } from "./chance.js";
import type { FuzzOperation, FuzzParameter } from "./fuzz-operation.js";
import { sampleValue } from "./sample-value.js";
import type { ValuePool } from "./value-pool.js";
import { type ParameterValues, textOf } from "./write-parameters.js";

/** Header text that HTTP carries unchanged. */
export const HEADER_TEXT = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
/** Name under which entity tags are remembered, without their quotes. */
export const ETAG = "etag";
const KNOWN_SHARE = 0.8;
const OPTIONAL_SHARE = 0.3;
/** How often a value is made anew when it cannot be sent as it is. */
const ATTEMPTS_MAX = 20;

type Places = Readonly<Record<ContractParameter["in"], Record<string, unknown>>>;

/** Makes parameters that keep to their contract, mostly of values that mean something to the gateway. */
export class ParameterMaker {
  constructor(
    private readonly chance: Chance,
    private readonly pool: ValuePool,
  ) {}

  /** @param idempotencyKey of the request */
  make({ parameters }: FuzzOperation, idempotencyKey: string): ParameterValues {
    const values: Places = { path: {}, query: {}, header: {} };
    const inPath = parameters.filter(({ declaration }) => declaration.in === "path");
    const names = inPath.map(({ declaration }) => declaration.name);
    const isConditional = parameters.some(({ declaration }) => declaration.name === "If-Match");
    const read = isConditional ? this.pool.pickRecord([...names, ETAG]) : undefined;
    const together = read ?? this.pool.pickRecord(names) ?? {};
    const isTogether = this.chance.happens(KNOWN_SHARE);
    for (const parameter of parameters) {
      const { in: place, name, isRequired } = parameter.declaration;
      if (!isRequired && !this.chance.happens(OPTIONAL_SHARE)) continue;
      const joint = isTogether ? jointValue(place, name, together) : undefined;
      const isFitting = joint !== undefined && parameter.schema.isValid(joint);
      const value = isFitting ? joint : this.#value(parameter, idempotencyKey);
      if (value !== undefined) values[place][name] = value;
    }
    return values;
  }

  #value({ declaration, schema, values }: FuzzParameter, idempotencyKey: string): unknown {
    const known = this.#known(declaration.name, idempotencyKey);
    if (known !== undefined && schema.isValid(known) && this.chance.happens(KNOWN_SHARE)) return known;
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const made = sampleValue(values, this.chance);
      if (isSendable(declaration, made)) return made;
    }
    return declaration.isRequired ? known : undefined;
  }

  #known(name: string, idempotencyKey: string): unknown {
    const lower = name.toLowerCase();
    if (lower === "idempotency-key") return idempotencyKey;
    if (lower !== "if-match" && lower !== "if-none-match") return this.pool.pick(name);
    const etag = this.pool.pick(ETAG);
    return etag === undefined || this.chance.happens(0.2) ? "*" : `"${etag}"`;
  }
}

/** Address and entity tag of something that was read. */
function jointValue(
  place: string,
  name: string,
  { [ETAG]: etag, ...record }: Readonly<Record<string, unknown>>,
): unknown {
  if (place === "path") return record[name];
  return name === "If-Match" && typeof etag === "string" ? `"${etag}"` : undefined;
}

/** Whether HTTP carries the value unchanged, and without a wait. */
function isSendable({ in: place, name }: ContractParameter, value: unknown): boolean {
  const text = textOf(value);
  // An empty list and an absent one look the same.
  if (Array.isArray(value) && value.every((item) => textOf(item) === "")) return false;
  // Waiting long is allowed and costs time; that it works is the subject of other tests.
  if (name.toLowerCase() === "prefer" && /wait/i.test(text)) return false;
  if (place === "header") return HEADER_TEXT.test(text);
  // Dot segments are taken out of an address before it is sent.
  return place !== "path" || !/^\.{0,2}$/.test(text);
}
