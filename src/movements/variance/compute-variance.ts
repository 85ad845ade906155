import { QUANTITY_SCALE, type Quantity } from "../../kernel/quantity.js";
import {
  type Rational,
  ZERO,
  add,
  compare,
  divide,
  formatRounded,
  multiply,
  parseDecimal,
  rational,
  subtract,
} from "../../kernel/rational.js";

/** Consumption of one component line so far. Decimal texts. */
export interface ConsumedLine {
  readonly componentLine: string;
  readonly materialNumber: string;
  /** Unit of `required` and `consumed`. */
  readonly unit: string;
  /** What the whole order needs of it; zero for a line that the order does not plan. */
  readonly required: string;
  /** Planned loss, percent of `required`. */
  readonly scrapPct: number;
  /** Issues less returns. */
  readonly consumed: string;
  /** Yield and scrap of the line's operation so far, in the unit of the order. */
  readonly made: string;
  /** Quantity of the order, in its unit. */
  readonly ordered: string;
}

/** From which difference on consumption is told; CRITICAL also from `criticalAbs` on, where it has the line's unit. */
export interface VarianceThresholds {
  readonly warnPct: number;
  readonly criticalPct: number;
  readonly criticalAbs?: Quantity;
}

export type VarianceLevel = "NONE" | "WARN" | "CRITICAL";

const LEVELS: readonly VarianceLevel[] = ["NONE", "WARN", "CRITICAL"];

/** The worst of some levels, NONE of none. */
export function highestLevel(levels: readonly VarianceLevel[]): VarianceLevel {
  return LEVELS.findLast((level) => levels.includes(level)) ?? "NONE";
}

/** What MaterialConsumptionVariance of the contract says about a line. */
export interface Variance {
  readonly planned: Quantity;
  readonly actual: Quantity;
  readonly absolute: Quantity;
  readonly direction?: "OVER" | "UNDER";
  /** Of the plan, two decimals; absent without a plan. */
  readonly percent?: string;
  readonly level: VarianceLevel;
  readonly reason?: "UNPLANNED_COMPONENT";
}

const HUNDRED = rational(100n);
const PERCENT_SCALE = 2;

/**
 * Compares what a line has consumed with what its order needs for what has been made: required × made ÷ ordered, and the
 * planned loss on top. Before anything is made there is nothing to compare, unless the order plans nothing of it at all.
 */
export function computeVariance(line: ConsumedLine, thresholds: VarianceThresholds): Variance {
  const planned = plannedOf(line);
  const actual = parseDecimal(line.consumed);
  const difference = subtract(actual, planned);
  const absolute = compare(difference, ZERO) < 0 ? subtract(ZERO, difference) : difference;
  const percent = compare(planned, ZERO) === 0 ? undefined : divide(multiply(absolute, HUNDRED), planned);
  const isUnplanned = compare(parseDecimal(line.required), ZERO) === 0 && compare(actual, ZERO) > 0;
  return {
    planned: toQuantity(planned, line.unit),
    // More may have been returned than was issued; a quantity has no sign.
    actual: toQuantity(compare(actual, ZERO) < 0 ? ZERO : actual, line.unit),
    absolute: toQuantity(absolute, line.unit),
    ...(compare(absolute, ZERO) === 0 ? {} : { direction: compare(difference, ZERO) > 0 ? "OVER" : "UNDER" }),
    ...(percent === undefined ? {} : { percent: formatRounded(percent, PERCENT_SCALE) }),
    level: isUnplanned ? "CRITICAL" : levelOf(absolute, percent, line.unit, thresholds),
    ...(isUnplanned ? { reason: "UNPLANNED_COMPONENT" } : {}),
  };
}

function plannedOf({ made, ordered, required, scrapPct }: ConsumedLine): Rational {
  const whole = parseDecimal(ordered);
  if (compare(whole, ZERO) === 0) return ZERO;
  const share = divide(parseDecimal(made), whole);
  const loss = divide(add(HUNDRED, parseDecimal(String(scrapPct))), HUNDRED);
  return multiply(multiply(parseDecimal(required), share), loss);
}

function levelOf(
  absolute: Rational,
  percent: Rational | undefined,
  unit: string,
  { criticalAbs, criticalPct, warnPct }: VarianceThresholds,
): VarianceLevel {
  if (percent === undefined || compare(absolute, ZERO) === 0) return "NONE";
  const reaches = (limit: number): boolean => compare(percent, parseDecimal(String(limit))) >= 0;
  const isBig = criticalAbs?.unit === unit && compare(absolute, parseDecimal(criticalAbs.value)) >= 0;
  if (isBig || reaches(criticalPct)) return "CRITICAL";
  return reaches(warnPct) ? "WARN" : "NONE";
}

const toQuantity = (amount: Rational, unit: string): Quantity => ({
  value: formatRounded(amount, QUANTITY_SCALE),
  unit,
});
