import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

const PAUSE_MS = 20;

/** Asks a gateway again and again while something else happens to it. */
export class HealthyClient {
  readonly #statuses: number[] = [];
  #isEnding = false;
  readonly #ended: Promise<void>;

  constructor(url: string) {
    this.#ended = this.#run(url);
  }

  /** Every request was answered, and well. */
  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#ended;
    assert.ok(this.#statuses.length > 0, "the healthy client never had an answer");
    assert.deepEqual(
      this.#statuses.filter((status) => status !== 200),
      [],
    );
  }

  async #run(url: string): Promise<void> {
    do {
      const response = await fetch(`${url}/readyz`);
      await response.arrayBuffer();
      this.#statuses.push(response.status);
      await pause(PAUSE_MS);
    } while (!this.#isEnding);
  }
}
