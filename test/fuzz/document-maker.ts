import type { Chance } from "./chance.js";
import type { FuzzOperation } from "./fuzz-operation.js";
import type { FuzzMode } from "./fuzz-request.js";
import { sampleValue } from "./sample-value.js";
import type { ValuePool } from "./value-pool.js";

/** How much of a made document is taken from what is known; an example means something by itself. */
const KNOWN_SHARE = 0.8;
const KNOWN_SHARE_OF_EXAMPLE = 0.3;
const STRETCHED_SHARE = 0.2;

/** Makes bodies that keep to their contract. */
export class DocumentMaker {
  constructor(
    private readonly chance: Chance,
    private readonly pool: ValuePool,
  ) {}

  /** undefined for an operation without a body */
  make({ body }: FuzzOperation, mode: FuzzMode): unknown {
    if (body === undefined) return undefined;
    const isWanted = mode === "example" || mode === "invalid" || this.chance.happens(0.2);
    const isExample = isWanted && body.examples.length > 0;
    const made = isExample ? this.chance.pick(body.examples) : sampleValue(body.values, this.chance);
    const mixed = this.pool.mix(made, isExample ? KNOWN_SHARE_OF_EXAMPLE : KNOWN_SHARE);
    const known = body.schema.isValid(mixed) ? mixed : made;
    const stretched = mode === "boundary" ? this.#stretch(known) : known;
    return body.schema.isValid(stretched) ? stretched : known;
  }

  /** Puts some numbers and amounts to the ends of what they may be. */
  #stretch(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#stretch(item));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.#stretch(member)]));
    if (!this.chance.happens(STRETCHED_SHARE)) return value;
    if (typeof value === "number") return this.chance.pick([0, 1, 99, 2_147_483_647]);
    const isAmount = typeof value === "string" && /^[0-9]+(\.[0-9]+)?$/.test(value);
    return isAmount ? this.chance.pick(["0", "999999999999", "0.000001", "999999999999.999999"]) : value;
  }
}
