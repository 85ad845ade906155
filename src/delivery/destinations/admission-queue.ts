/**
 * Lets so many in at once and the others wait, first come first served. The number may change while they do, and how many
 * may come in at all can be limited by tokens.
 */
export class AdmissionQueue {
  #running = 0;
  #permits = 0;
  #tokens: number | undefined;
  readonly #waiting: { readonly answer: (isIn: boolean) => void }[] = [];

  /** How many are in. */
  get running(): number {
    return this.#running;
  }

  /** True while somebody is in or waits. */
  get isBusy(): boolean {
    return this.#running + this.#waiting.length > 0;
  }

  /** A smaller number ends nothing that runs; it lets fewer begin. @param tokens undefined: any number, one by one */
  allow(permits: number, tokens: number | undefined): void {
    this.#permits = permits;
    this.#tokens = tokens;
    this.#admit();
  }

  /** Takes the tokens back that nobody has used. */
  takeTokens(): number {
    const tokens = this.#tokens ?? 0;
    if (this.#tokens !== undefined) this.#tokens = 0;
    return tokens;
  }

  /** @returns false when there was no room in time; otherwise `leave` is due at the end */
  enter(timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const entry = {
        answer: (isIn: boolean) => {
          clearTimeout(timer);
          resolve(isIn);
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        resolve(false);
      }, timeoutMs);
      this.#waiting.push(entry);
      this.#admit();
    });
  }

  /** Nobody who waits will find room. */
  refuse(): void {
    this.#permits = 0;
    for (const { answer } of this.#waiting.splice(0)) answer(false);
  }

  leave(): void {
    this.#running--;
    this.#admit();
  }

  #admit(): void {
    while (this.#running < this.#permits && this.#tokens !== 0) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#running++;
      if (this.#tokens !== undefined) this.#tokens--;
      next.answer(true);
    }
  }
}
