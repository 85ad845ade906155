import type { Finding } from "../../kernel/finding.js";
import { qualityProblems } from "../problems.js";

/** One inspected characteristic, as the contract has it. */
export interface Characteristic {
  readonly code: string;
  readonly value?: string;
  readonly unit?: string;
  readonly lower?: string;
  readonly upper?: string;
  readonly result: "PASS" | "FAIL" | "NOT_TESTED";
}

const NUMBER = /^-?[0-9]{1,12}(\.[0-9]{1,6})?$/;
const SCALE = 1_000_000n;

/** Six decimals are exact as an integer; undefined for a value that is no number. */
function scaled(text: string | undefined): bigint | undefined {
  if (text === undefined || !NUMBER.test(text)) return undefined;
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const amount = BigInt(whole) * SCALE + BigInt(fraction.padEnd(6, "0"));
  return text.startsWith("-") ? -amount : amount;
}

/** A number outside its limits cannot have passed, and limits must leave room for a value. */
export function checkCharacteristics(characteristics: readonly Characteristic[]): Finding[] {
  return characteristics.flatMap((characteristic, index) => {
    const { code, value, lower, upper, result } = characteristic;
    const [amount, low, high] = [scaled(value), scaled(lower), scaled(upper)];
    const pointer = `/characteristics/${index}`;
    if (low !== undefined && high !== undefined && low > high) {
      return [contradiction(`${pointer}/lower`, `The limits of ${code} leave no room: ${lower} is above ${upper}.`)];
    }
    if (result !== "PASS" || amount === undefined) return [];
    const side =
      low !== undefined && amount < low
        ? `below its lower limit ${lower}`
        : high !== undefined && amount > high
          ? `above its upper limit ${upper}`
          : undefined;
    if (side === undefined) return [];
    return [contradiction(`${pointer}/result`, `${code} is ${value}, ${side}, and cannot have passed.`)];
  });
}

/** FAIL when one characteristic failed, PASS when one passed and none failed. */
export function resultOf(characteristics: readonly Characteristic[]): Characteristic["result"] {
  const results = characteristics.map(({ result }) => result);
  if (results.includes("FAIL")) return "FAIL";
  return results.includes("PASS") ? "PASS" : "NOT_TESTED";
}

function contradiction(pointer: string, message: string): Finding {
  const { code } = qualityProblems.RESULT_CONTRADICTS_LIMITS;
  return { code, severity: "ERROR", message, pointer, fix: "Send FAIL, or the limits that hold." };
}
