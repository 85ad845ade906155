/** Lets so many run at once and the others wait, first come first served; the number may change while they do. */
export class ParallelLimit {
  #running = 0;
  #max: number;
  readonly #waiting: (() => void)[] = [];

  constructor(max: number) {
    this.#max = max;
  }

  /** A smaller number ends nothing that runs; it lets fewer begin. */
  resize(max: number): void {
    this.#max = max;
    this.#admit();
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#running--;
      this.#admit();
    }
  }

  #enter(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#admit();
    });
  }

  #admit(): void {
    while (this.#running < this.#max) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#running++;
      next();
    }
  }
}
