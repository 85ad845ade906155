import type { Clock } from "../../kernel/clock.js";
import type { PlantProfile } from "../plant-profile.js";
import type { AppliedPlant, PlantProfileStore } from "./plant-profile.store.js";

/** Age after which the versions are compared with the database again. */
const FRESH_MS = 1000;

/**
 * The profile in force of each plant, kept in memory. A profile that another process applies is seen within a second.
 * As long as a plant's version does not change, the same object is handed out, so callers may key caches by it.
 */
export class PlantDirectory {
  readonly #plants = new Map<string, AppliedPlant>();
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #refresh: Promise<void> | undefined;
  /** Counts invalidations: a reload that began before one must not pass for fresh. */
  #generation = 0;

  constructor(
    private readonly store: PlantProfileStore,
    private readonly clock: Clock,
  ) {}

  /** Undefined when no profile of the plant has been applied. */
  async profile(plantCode: string): Promise<PlantProfile | undefined> {
    return (await this.find(plantCode))?.profile;
  }

  /** The profile with its version and checksum. */
  async find(plantCode: string): Promise<AppliedPlant | undefined> {
    await this.#keepFresh();
    return this.#plants.get(plantCode);
  }

  async list(): Promise<readonly AppliedPlant[]> {
    await this.#keepFresh();
    return [...this.#plants.values()].toSorted((a, b) => (a.plantCode < b.plantCode ? -1 : 1));
  }

  /** Makes the next read look into the database; called after an apply in this process. */
  invalidate(): void {
    this.#generation++;
    this.#checkedAtMs = Number.NEGATIVE_INFINITY;
    this.#refresh = undefined;
  }

  async #keepFresh(): Promise<void> {
    if (this.clock.monotonicMs() - this.#checkedAtMs < FRESH_MS) return;
    this.#refresh ??= this.#reload(this.clock.monotonicMs());
    const refresh = this.#refresh;
    try {
      await refresh;
    } finally {
      if (this.#refresh === refresh) this.#refresh = undefined;
    }
  }

  async #reload(startedAtMs: number): Promise<void> {
    const generation = this.#generation;
    for (const { plantCode, version } of await this.store.versions()) {
      if (this.#plants.get(plantCode)?.version === version) continue;
      const plant = await this.store.read(plantCode);
      if (plant !== undefined) this.#plants.set(plantCode, plant);
    }
    if (generation === this.#generation) this.#checkedAtMs = startedAtMs;
  }
}
