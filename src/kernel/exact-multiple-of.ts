/** A number as JSON writes it: `mantissa * 10 ** exponent`. */
interface Decimal {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/**
 * True when `value` is a whole multiple of `step` (JSON Schema 2020-12 validation §6.2.1), decided about the decimals as
 * they are written: 0.3 is a multiple of 0.1, and 1e23 is none of 3. Division of floating-point numbers gets both wrong.
 */
export function isMultipleOf(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return step !== 0 && value % step === 0;
  if (!Number.isFinite(value) || !Number.isFinite(step) || step === 0) return false;
  const [left, right] = [decimalOf(value), decimalOf(step)];
  const exponent = Math.min(left.exponent, right.exponent);
  return scaledTo(exponent, left) % scaledTo(exponent, right) === 0n;
}

/**
 * The keyword `multipleOf` for Ajv, in place of its own. Errors have the form of Ajv's; like all functions of Ajv that
 * report errors, the check keeps those of its last call.
 */
export const exactMultipleOf = {
  keyword: "multipleOf",
  type: "number",
  schemaType: "number",
  errors: true,
  validate: checkMultiple,
} as const;

interface MultipleError {
  readonly keyword: string;
  readonly message: string;
  readonly params: { readonly multipleOf: number };
}

function checkMultiple(step: number, value: number): boolean {
  if (isMultipleOf(value, step)) return true;
  checkMultiple.errors = [
    { keyword: "multipleOf", message: `must be multiple of ${step}`, params: { multipleOf: step } },
  ];
  return false;
}
checkMultiple.errors = [] as MultipleError[];

function decimalOf(value: number): Decimal {
  const [digits = "0", power = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = digits.split(".");
  return { mantissa: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

function scaledTo(exponent: number, decimal: Decimal): bigint {
  return decimal.mantissa * 10n ** BigInt(decimal.exponent - exponent);
}
