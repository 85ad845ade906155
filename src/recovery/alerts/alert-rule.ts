import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { Sighting } from "./alert.js";

/** One thing that is watched. */
export interface AlertRule {
  /** Such as posting-stopped; part of what makes two sightings the same alert. */
  readonly rule: string;
  /** How often it is looked at, over all workers. */
  readonly intervalSeconds: number;
  /** Everything that needs somebody now. */
  look(tx: Tx): Promise<readonly Sighting[]>;
}
