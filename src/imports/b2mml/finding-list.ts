import type { Finding, FindingSeverity } from "../../kernel/finding.js";

/** A finding without its severity; `pointer` is the path of the XML element, `/Root/Child[2]`. */
export type FindingText = Omit<Finding, "severity">;

/** Collects what reading and mapping one file turned up; nothing stops at the first finding. */
export class FindingList {
  readonly #findings = new Map<string, Finding>();
  #hasErrors = false;

  get all(): readonly Finding[] {
    return [...this.#findings.values()];
  }

  /** True when the file must be refused. */
  get hasErrors(): boolean {
    return this.#hasErrors;
  }

  /** One fault is one finding, however many parts of the message lead to it. */
  add(severity: FindingSeverity, text: FindingText): void {
    const key = JSON.stringify([text.code, text.pointer, text.message]);
    if (!this.#findings.has(key)) this.#findings.set(key, { ...text, severity });
    this.#hasErrors ||= severity === "ERROR";
  }

  /** Adds an ERROR and answers undefined, so that a mapping can `return findings.refuse({...})`. */
  refuse(text: FindingText): undefined {
    this.add("ERROR", text);
    return undefined;
  }
}
