import type { LintJobResult } from "./lint-job.js";

/** Results by key; the key covers every byte that the result depends on. */
export interface LintCache {
  get(key: string): LintJobResult | undefined;
  set(key: string, result: LintJobResult): void;
}

/** Keeps the results used last in memory. */
export class RecentLintCache implements LintCache {
  readonly #results = new Map<string, LintJobResult>();

  constructor(private readonly entriesMax = 100) {}

  get(key: string): LintJobResult | undefined {
    const result = this.#results.get(key);
    if (result === undefined) return undefined;
    this.#results.delete(key);
    this.#results.set(key, result);
    return result;
  }

  set(key: string, result: LintJobResult): void {
    this.#results.set(key, result);
    const [oldest] = this.#results.keys();
    if (this.#results.size > this.entriesMax && oldest !== undefined) this.#results.delete(oldest);
  }
}
