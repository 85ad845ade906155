import type { ChaosDatabase } from "../chaos-database.js";
import type { ChaosPlan } from "../chaos-plan.js";
import type { ChaosStage } from "../chaos-run.js";
import type { ChaosSystem } from "../chaos-system.js";
import type { StruckFault } from "../faults/fault.js";
import type { Kill } from "../kill-workers.js";

/** A run that is about to begin. */
export interface ChaosScene {
  readonly plan: ChaosPlan;
  readonly stage: ChaosStage;
  readonly system: ChaosSystem;
  readonly database: ChaosDatabase;
}

/** What befalls a run, and what of it took place. */
export interface Befalling {
  readonly kills: readonly Kill[];
  readonly faults: readonly StruckFault[];
  /** Ends by itself, or when the signal says that there is nothing left to disturb. */
  befall(signal: AbortSignal): Promise<void>;
}

export type ChaosScenario = (scene: ChaosScene) => Befalling;
