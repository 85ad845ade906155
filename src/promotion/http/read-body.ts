import type { Finding } from "../../kernel/finding.js";
import { InterlockError } from "../../kernel/problem.js";
import type { ContractSubmission } from "../../registry/public.js";
import { promotionProblems } from "../problems.js";

const REASON_LENGTH_MAX = 1000;
const TEXT_LENGTH_MAX = 300;
const NAMES_MAX = 50;
const NAME = /^[\x21-\x7e]{1,100}$/;

/**
 * Reads the members of a JSON body; `finish` throws one problem with everything that is wrong.
 */
export class BodyReader {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #findings: Finding[] = [];
  readonly #known = new Set<string>();

  constructor(body: unknown) {
    const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
    this.#members = isObject ? (body as Readonly<Record<string, unknown>>) : {};
    if (!isObject) this.#add("", "The body must be a JSON object.");
  }

  reason(): string {
    return this.#text("reason", REASON_LENGTH_MAX) ?? this.#required("reason", "text of 1 to 1000 characters");
  }

  text(name: string, expectation: string, pattern: RegExp): string {
    const value = this.#text(name, TEXT_LENGTH_MAX);
    return value !== undefined && pattern.test(value) ? value : this.#required(name, expectation);
  }

  optionalText(name: string, expectation: string, pattern: RegExp): string | undefined {
    return this.#member(name) === undefined ? undefined : this.text(name, expectation, pattern);
  }

  instant(name: string): Date {
    const expectation = "an RFC 3339 time such as 2027-06-30T00:00:00Z";
    const value = this.text(name, expectation, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
    const instant = new Date(value);
    if (value !== "" && Number.isNaN(instant.getTime())) this.#required(name, expectation);
    return instant;
  }

  optionalNames(name: string): readonly string[] {
    const value = this.#member(name);
    if (value === undefined) return [];
    const isList =
      Array.isArray(value) && value.length <= NAMES_MAX && value.every((entry) => NAME.test(String(entry)));
    if (!isList) this.#required(name, `a list of at most ${NAMES_MAX} names of accounts or groups`);
    return isList ? value.map(String) : [];
  }

  files(): ContractSubmission["files"] {
    const value = this.#member("files");
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    const entries = isMap ? Object.entries(value) : [];
    const isText = entries.every(([, text]) => typeof text === "string");
    if (entries.length === 0 || entries.length > 500 || !isText)
      this.#required("files", "an object with the text of 1 to 500 files by their path");
    return Object.fromEntries(entries);
  }

  /** @throws InterlockError CONTRACT_REQUEST_INVALID */
  finish(): void {
    for (const name of Object.keys(this.#members)) {
      if (!this.#known.has(name))
        this.#add(
          `/${name.slice(0, 100)}`,
          `There is no member ${name.slice(0, 100)}; use ${[...this.#known].join(", ")}.`,
        );
    }
    if (this.#findings.length === 0) return;
    const detail = "The body is not as the route describes it; errors names each fault.";
    throw new InterlockError(promotionProblems.CONTRACT_REQUEST_INVALID, {
      detail,
      errors: this.#findings.slice(0, 50),
    });
  }

  #text(name: string, lengthMax: number): string | undefined {
    const value = this.#member(name);
    return typeof value === "string" && value.trim() !== "" && value.length <= lengthMax ? value : undefined;
  }

  #member(name: string): unknown {
    this.#known.add(name);
    return Object.hasOwn(this.#members, name) ? this.#members[name] : undefined;
  }

  #required(name: string, expectation: string): string {
    this.#add(`/${name}`, `${name} must be ${expectation}.`);
    return "";
  }

  #add(pointer: string, message: string): void {
    this.#findings.push({ code: "CONTRACT_REQUEST_INVALID", severity: "ERROR", message, pointer });
  }
}
