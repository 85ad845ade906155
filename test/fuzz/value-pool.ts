import { type JsonObject, isJsonObject } from "../../src/gateway/json-value.js";
import type { Chance } from "./chance.js";

/** Older values are forgotten, so that requests keep meeting what happened lately. */
const VALUES_MAX = 40;

/** Objects remembered as wholes. */
const RECORDS_MAX = 200;
/** How often a favourite is taken although others are known. */
const FAVOURITE_SHARE = 0.85;

type Value = string | number;
/** Values that belong together, such as a plant and an order of it. */
type ValueRecord = Readonly<Record<string, Value>>;

/** Values that mean something to the gateway under test, by the name of the member or parameter that held them. */
export class ValuePool {
  readonly #values = new Map<string, Value[]>();
  readonly #records: ValueRecord[] = [];
  #focus: ValueRecord | undefined;

  constructor(
    private readonly chance: Chance,
    /** What most requests are about, such as the plant that exists. */
    private readonly favourites: ValueRecord,
  ) {}

  add(name: string, value: Value): void {
    const known = this.#values.get(name) ?? [];
    if (known.includes(value)) return;
    known.push(value);
    if (known.length > VALUES_MAX) known.shift();
    this.#values.set(name, known);
  }

  /** Takes in every text and number of a document. */
  learn(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) this.learn(item);
    if (!isJsonObject(value)) return;
    const own = Object.entries(value).filter((entry): entry is [string, Value] => isValue(entry[1]));
    this.addRecord(Object.fromEntries(own));
    for (const member of Object.values(value)) this.learn(member);
  }

  /** Values that belong together. */
  addRecord(record: ValueRecord): void {
    if (Object.keys(record).length === 0) return;
    for (const [name, value] of Object.entries(record)) this.add(name, value);
    this.#records.push(record);
    if (this.#records.length > RECORDS_MAX) this.#records.shift();
  }

  /** What requests are about while the work runs. */
  async about(record: ValueRecord, work: () => Promise<void>): Promise<void> {
    this.#focus = record;
    try {
      await work();
    } finally {
      this.#focus = undefined;
    }
  }

  /** Values of these names that were seen together. */
  pickRecord(names: readonly string[]): ValueRecord | undefined {
    const focus = this.#focus;
    if (focus !== undefined && names.every((name) => name in focus)) return focus;
    const fitting = this.#records.filter((record) => names.every((name) => name in record));
    return names.length === 0 || fitting.length === 0 ? undefined : this.chance.pick(fitting);
  }

  pick(name: string): Value | undefined {
    const favourite = this.favourites[name];
    if (favourite !== undefined && this.chance.happens(FAVOURITE_SHARE)) return favourite;
    const known = this.#values.get(name);
    return known === undefined ? undefined : this.chance.pick(known);
  }

  /** The document with some of its values replaced by known ones of the same name and type. */
  mix(value: unknown, share: number): unknown {
    if (Array.isArray(value)) return value.map((item) => this.mix(item, share));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.#mixed(name, member, share)]));
  }

  #mixed(name: string, member: JsonObject[string], share: number): unknown {
    if (typeof member !== "string" && typeof member !== "number") return this.mix(member, share);
    const known = this.chance.happens(share) ? this.pick(name) : undefined;
    return typeof known === typeof member ? known : member;
  }
}

const isValue = (value: unknown): value is Value => typeof value === "string" || typeof value === "number";
