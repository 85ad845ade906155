import { type UnitDefinition, convert } from "../../kernel/quantity.js";
import { type Rational, rational } from "../../kernel/rational.js";
import type { UnitOfMeasure } from "../master-data/documents.js";
import { REC20_UNITS } from "./rec20-units.js";

const BUILT_IN: ReadonlyMap<string, UnitDefinition> = new Map(
  REC20_UNITS.map(({ code, dimension, num, den }) => [code, { code, dimension, factor: rational(num, den) }]),
);

/** The units known in a plant: those of UNECE Rec 20 that are built in, and its unit-of-measure records. */
export class UnitRegistry {
  readonly #units: ReadonlyMap<string, UnitDefinition>;

  /** A record cannot give a built-in unit another factor; the write of such a record is refused, and here it is without effect. */
  constructor(records: readonly UnitOfMeasure[] = []) {
    this.#units = new Map([...records.map((record) => [record.code, definitionOf(record)] as const), ...BUILT_IN]);
  }

  /** Undefined when the code is not known. */
  find(code: string): UnitDefinition | undefined {
    return this.#units.get(code);
  }

  get codes(): readonly string[] {
    return [...this.#units.keys()];
  }

  /** Exact conversion; undefined when a unit is not known or the dimensions differ. */
  convert(amount: Rational, from: string, to: string): Rational | undefined {
    const source = this.find(from);
    const target = this.find(to);
    return source === undefined || target === undefined ? undefined : convert(amount, source, target);
  }
}

export function builtInUnit(code: string): UnitDefinition | undefined {
  return BUILT_IN.get(code);
}

export function definitionOf(record: UnitOfMeasure): UnitDefinition {
  return { code: record.code, dimension: record.dimension, factor: rational(BigInt(record.num), BigInt(record.den)) };
}
