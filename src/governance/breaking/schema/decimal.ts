import { divide, parseDecimal, rational, type Rational } from "../../../kernel/rational.js";

const EXPONENT = /^(-?[0-9.]+)e([+-][0-9]+)$/;

/** The exact decimal a JSON number was written as, `1e-7` included. */
export function decimalOf(value: number): Rational {
  const text = String(value);
  const match = EXPONENT.exec(text);
  if (match === null) return parseDecimal(text);
  const exponent = Number(match[2]);
  const mantissa = parseDecimal(match[1] ?? "0");
  const power = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? divide(mantissa, rational(power)) : rational(mantissa.num * power, mantissa.den);
}

/** True when `value` is a whole multiple of `step`, decided exactly. */
export function isMultipleOf(value: number, step: number): boolean {
  return divide(decimalOf(value), decimalOf(step)).den === 1n;
}
