import { type Quantity, amountOf } from "../../kernel/quantity.js";
import { type Rational, divide, multiply, rational } from "../../kernel/rational.js";
import type { Material } from "../master-data/documents.js";
import type { UnitRegistry } from "./unit-registry.js";

/** Exact conversions of a material's quantities: by the units' dimensions and by the material's own alternative units. */
export class MaterialUnits {
  constructor(
    private readonly registry: UnitRegistry,
    private readonly materials: ReadonlyMap<string, Material>,
  ) {}

  /** The amount in the unit, or undefined when nothing says how to get there. */
  convert(quantity: Quantity, unit: string, materialNumber: string): Rational | undefined {
    const amount = amountOf(quantity);
    if (quantity.unit === unit) return amount;
    const direct = this.registry.convert(amount, quantity.unit, unit);
    if (direct !== undefined) return direct;
    const from = this.factorToBase(quantity.unit, materialNumber);
    const to = this.factorToBase(unit, materialNumber);
    return from === undefined || to === undefined ? undefined : divide(multiply(amount, from), to);
  }

  /** Base units in one of `unit`, such as 25 for a bag of 25 KGM; undefined when the material does not define it. */
  factorToBase(unit: string, materialNumber: string): Rational | undefined {
    const material = this.materials.get(materialNumber);
    if (material === undefined) return undefined;
    const one = rational(1n);
    if (unit === material.baseUnit) return one;
    for (const alternative of material.altUnits ?? []) {
      const factor = rational(BigInt(alternative.num), BigInt(alternative.den));
      if (unit === alternative.unit) return factor;
    }
    return this.registry.convert(one, unit, material.baseUnit) ?? this.#throughAlternative(unit, material);
  }

  /** A material stocked in KGM with an alternative LTR can also be counted in MLT. */
  #throughAlternative(unit: string, material: Material): Rational | undefined {
    for (const alternative of material.altUnits ?? []) {
      const alternatives = this.registry.convert(rational(1n), unit, alternative.unit);
      if (alternatives !== undefined) {
        return multiply(alternatives, rational(BigInt(alternative.num), BigInt(alternative.den)));
      }
    }
    return undefined;
  }
}
