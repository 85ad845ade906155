/** Plants of an environment that are promoted to together. */
export interface PlantGroup {
  readonly environment: string;
  readonly name: string;
  /** Application instances, sorted. */
  readonly plants: readonly string[];
}

/** How much of a group, or of an environment, runs a version. */
export type RolloutState = "NONE" | "SOME" | "ALL";

/** Where a version of a participant runs. */
export interface RolloutPart {
  /** Null for the whole environment. */
  readonly group: string | null;
  readonly state: RolloutState;
  readonly plants: readonly string[];
  /** Plants that run another version of the participant, or none. */
  readonly missing: readonly string[];
}

/** The promotion of a version through the plants of an environment. */
export interface Rollout {
  readonly participant: string;
  readonly number: string;
  readonly environment: string;
  /** The whole environment first, then its groups by name. */
  readonly parts: readonly RolloutPart[];
}
