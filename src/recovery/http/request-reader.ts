import type { Finding } from "../../kernel/finding.js";
import { InterlockError } from "../../kernel/problem.js";
import { recoveryProblems } from "../problems.js";

const TEXT_LENGTH_MAX = 200;
const REASON_LENGTH_MAX = 1000;
const FINDINGS_MAX = 50;

/** Reads the members of a JSON body or of a query; `finish` throws one problem with everything that is wrong. */
export class RequestReader {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #findings: Finding[] = [];
  readonly #known = new Set<string>();

  constructor(source: unknown) {
    const isObject = typeof source === "object" && source !== null && !Array.isArray(source);
    this.#members = isObject ? (source as Readonly<Record<string, unknown>>) : {};
    if (!isObject) this.#add("", "The body must be a JSON object.");
  }

  reason(): string {
    const value = this.#member("reason");
    const isReason = typeof value === "string" && value.trim().length >= 3 && value.length <= REASON_LENGTH_MAX;
    return isReason ? value : this.#refuse("reason", `text of 3 to ${REASON_LENGTH_MAX} characters that says why`, "");
  }

  text(name: string, expectation: string, pattern: RegExp): string {
    const value = this.#member(name);
    const isFine = typeof value === "string" && value.length <= TEXT_LENGTH_MAX && pattern.test(value);
    return isFine ? value : this.#refuse(name, expectation, "");
  }

  optionalText(name: string, expectation: string, pattern: RegExp): string | undefined {
    return this.#isAbsent(name) ? undefined : this.text(name, expectation, pattern);
  }

  oneOf(name: string, values: readonly string[]): string | undefined {
    return this.optionalText(name, `one of ${values.join(", ")}`, new RegExp(`^(${values.join("|")})$`));
  }

  boolean(name: string): boolean {
    const value = this.#member(name);
    if (value === undefined || typeof value === "boolean") return value ?? false;
    return this.#refuse(name, "true or false", false);
  }

  /** A whole number, of a query as text. */
  integer(name: string, min: number, max: number, absent: number): number {
    if (this.#isAbsent(name)) return absent;
    const value = this.#member(name);
    const isDigits = typeof value === "string" && /^[0-9]{1,15}$/.test(value);
    const number = isDigits ? Number(value) : value;
    const isFine = typeof number === "number" && Number.isInteger(number) && number >= min && number <= max;
    return isFine ? number : this.#refuse(name, `a whole number from ${min} to ${max}`, absent);
  }

  /** A list of texts, undefined when it is absent. */
  optionalTexts(name: string, expectation: string, pattern: RegExp, max: number): readonly string[] | undefined {
    const value = this.#member(name);
    if (value === undefined) return undefined;
    const isList = Array.isArray(value) && value.length > 0 && value.length <= max;
    const isFine = isList && value.every((entry) => typeof entry === "string" && pattern.test(entry));
    return isFine ? value.map(String) : this.#refuse(name, `1 to ${max} of ${expectation}`, []);
  }

  /** The members of each object of a list. */
  objects(name: string, max: number): readonly Readonly<Record<string, unknown>>[] {
    const value = this.#member(name);
    const isList = Array.isArray(value) && value.length > 0 && value.length <= max;
    const isFine =
      isList && value.every((entry) => typeof entry === "object" && entry !== null && !Array.isArray(entry));
    return isFine
      ? (value as Readonly<Record<string, unknown>>[])
      : this.#refuse(name, `a list of 1 to ${max} objects`, []);
  }

  refuse(name: string, expectation: string): void {
    this.#refuse(name, expectation, undefined);
  }

  /** @throws InterlockError RECOVERY_REQUEST_INVALID */
  finish(): void {
    for (const name of Object.keys(this.#members)) {
      if (this.#known.has(name)) continue;
      const shown = name.slice(0, 100);
      this.#add(`/${shown}`, `There is no member ${shown}; there are ${[...this.#known].join(", ") || "none"}.`);
    }
    if (this.#findings.length === 0) return;
    throw new InterlockError(recoveryProblems.RECOVERY_REQUEST_INVALID, {
      detail: this.#findings
        .map(({ message }) => message)
        .join(" ")
        .slice(0, 500),
      errors: this.#findings.slice(0, FINDINGS_MAX),
    });
  }

  #isAbsent(name: string): boolean {
    const value = this.#member(name);
    return value === undefined || value === "";
  }

  #member(name: string): unknown {
    this.#known.add(name);
    return Object.hasOwn(this.#members, name) ? this.#members[name] : undefined;
  }

  #refuse<T>(name: string, expectation: string, instead: T): T {
    this.#add(`/${name}`, `${name} must be ${expectation}.`);
    return instead;
  }

  #add(pointer: string, message: string): void {
    this.#findings.push({ code: recoveryProblems.RECOVERY_REQUEST_INVALID.code, severity: "ERROR", pointer, message });
  }
}

/** Forms of what addresses and bodies name. */
export const PLANT_CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,19}$/;
export const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
export const SHA256 = /^[0-9a-f]{64}$/;
export const NAME = /^[\x21-\x7e]{1,100}$/;
