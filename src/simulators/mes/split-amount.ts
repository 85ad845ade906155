/** Part of the MES simulator: splits quantities without losing a digit. */
import { amountOf } from "../../kernel/quantity.js";
import { formatExact, rational } from "../../kernel/rational.js";

const MICRO = 1_000_000n;

/** Units that are counted; there is no half piece. */
const COUNTED = new Set(["C62", "H87", "PR", "DZN", "GRO"]);

/** A quantity in millionths. */
export function toMicros(value: string): bigint {
  const amount = amountOf({ value, unit: "" });
  return (amount.num * MICRO) / amount.den;
}

export function fromMicros(micros: bigint): string {
  return formatExact(rational(micros, MICRO), 6) ?? "0";
}

/** The smallest step a report uses: one piece, or a thousandth of the unit. */
export const stepOf = (unit: string): bigint => (COUNTED.has(unit) ? MICRO : MICRO / 1_000n);

/** A percentage of the total, rounded down to whole steps. */
export function share(total: bigint, percent: number, step: bigint): bigint {
  return ((total * BigInt(Math.round(percent * 1_000))) / 100_000n / step) * step;
}

/** Two parts of 40 % in whole steps and the rest; together exactly the total. */
export function splitInThree(total: bigint, step: bigint): [bigint, bigint, bigint] {
  const part = share(total, 40, step);
  return [part, part, total - 2n * part];
}
