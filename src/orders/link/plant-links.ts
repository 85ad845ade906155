import type { Clock } from "../../kernel/clock.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantLinkState } from "./plant-link.js";

/** Age after which the states are read again. */
const FRESH_MS = 1000;

const DISTURBED = "SELECT plant_code, state FROM il.plant_link WHERE state <> 'ONLINE'";

/**
 * The links as of the last second, kept in memory, so that an undisturbed plant costs no statement. Who acts on a state
 * asks the row itself.
 */
export class PlantLinks {
  #disturbed: ReadonlyMap<string, PlantLinkState> = new Map();
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async state(plantCode: string): Promise<PlantLinkState> {
    if (this.clock.monotonicMs() - this.#readAtMs >= FRESH_MS) await this.#readOnce();
    return this.#disturbed.get(plantCode) ?? "ONLINE";
  }

  /** Makes the next question read; called after a change in this process. */
  invalidate(): void {
    this.#readAtMs = Number.NEGATIVE_INFINITY;
  }

  async #readOnce(): Promise<void> {
    const startedAtMs = this.clock.monotonicMs();
    this.#reading ??= this.#read(startedAtMs).finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #read(startedAtMs: number): Promise<void> {
    const rows = await this.unitOfWork.read<{ plant_code: string; state: PlantLinkState }>(DISTURBED);
    this.#disturbed = new Map(rows.map(({ plant_code: plantCode, state }) => [plantCode, state]));
    this.#readAtMs = startedAtMs;
  }
}
