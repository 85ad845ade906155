/** An exact fraction of two big integers, denominator > 0, always reduced. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/** @throws RangeError when the denominator is zero. */
export function rational(num: bigint, den: bigint = 1n): Rational {
  if (den === 0n) throw new RangeError("a fraction with denominator 0");
  const sign = den < 0n ? -1n : 1n;
  const divisor = gcd(abs(num), abs(den));
  return { num: (sign * num) / divisor, den: (sign * den) / divisor };
}

export const ZERO: Rational = { num: 0n, den: 1n };

export const add = (a: Rational, b: Rational): Rational => rational(a.num * b.den + b.num * a.den, a.den * b.den);
export const subtract = (a: Rational, b: Rational): Rational => rational(a.num * b.den - b.num * a.den, a.den * b.den);
export const multiply = (a: Rational, b: Rational): Rational => rational(a.num * b.num, a.den * b.den);
export const divide = (a: Rational, b: Rational): Rational => rational(a.num * b.den, a.den * b.num);

/** Negative, zero or positive, as a < b, a = b, a > b. */
export function compare(a: Rational, b: Rational): number {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

const DECIMAL = /^-?[0-9]+(\.[0-9]+)?$/;

/** Reads decimal text such as `12.50` without losing a digit. @throws SyntaxError on anything else. */
export function parseDecimal(text: string): Rational {
  if (!DECIMAL.test(text)) throw new SyntaxError(`not a decimal number: ${text.slice(0, 40)}`);
  const [whole = "0", fraction = ""] = text.split(".");
  return rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

/** Decimal text with at most `scale` digits after the point, or undefined when the value needs more. */
export function formatExact(value: Rational, scale: number): string | undefined {
  const power = 10n ** BigInt(scale);
  if ((value.num * power) % value.den !== 0n) return undefined;
  return formatScaled((value.num * power) / value.den, scale);
}

/** Decimal text rounded half away from zero to `scale` digits; for the edge of a foreign system only. */
export function formatRounded(value: Rational, scale: number): string {
  const power = 10n ** BigInt(scale);
  const doubled = abs(value.num) * power * 2n;
  const rounded = (doubled + value.den) / (2n * value.den);
  return formatScaled(value.num < 0n ? -rounded : rounded, scale);
}

function formatScaled(scaled: bigint, scale: number): string {
  const digits = abs(scaled)
    .toString()
    .padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  return `${scaled < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
