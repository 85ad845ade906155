import type { PlantProfile } from "../plants/public.js";

export type QualitySeverity = "MINOR" | "MAJOR" | "CRITICAL";

/** What a plant says about holds (quality of its profile). */
export interface QualityPolicy {
  /** Lowest severity of a hold that one person asks to release and another one releases. */
  readonly fourEyesFrom: QualitySeverity;
  /** Steps of the genealogy that a hold follows from the lots it names. */
  readonly holdPropagationDepth: number;
  readonly mayHoldsExpire: boolean;
}

/** What holds for a plant that says nothing. */
const DEFAULTS: QualityPolicy = { fourEyesFrom: "MAJOR", holdPropagationDepth: 5, mayHoldsExpire: false };

const RANKS: readonly QualitySeverity[] = ["MINOR", "MAJOR", "CRITICAL"];

export const qualityPolicyOf = ({ quality }: Pick<PlantProfile, "quality">): QualityPolicy => ({
  ...DEFAULTS,
  ...quality,
});

/** A CRITICAL hold always needs two persons, whatever the plant says. */
export function needsFourEyes(severity: QualitySeverity, { fourEyesFrom }: QualityPolicy): boolean {
  return severity === "CRITICAL" || RANKS.indexOf(severity) >= RANKS.indexOf(fourEyesFrom);
}
