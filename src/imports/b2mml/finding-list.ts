import type { Finding, FindingSeverity } from "../../kernel/finding.js";

/** A finding without its severity; `pointer` is the path of the XML element, `/Root/Child[2]`. */
export type FindingText = Omit<Finding, "severity">;

/** Collects what reading and mapping one file turned up; nothing stops at the first finding. */
export class FindingList {
  readonly #findings: Finding[] = [];

  get all(): readonly Finding[] {
    return this.#findings;
  }

  /** True when the file must be refused. */
  get hasErrors(): boolean {
    return this.#findings.some((finding) => finding.severity === "ERROR");
  }

  add(severity: FindingSeverity, text: FindingText): void {
    this.#findings.push({ ...text, severity });
  }

  /** Adds an ERROR and answers undefined, so that a mapping can `return findings.refuse({...})`. */
  refuse(text: FindingText): undefined {
    this.add("ERROR", text);
    return undefined;
  }
}
