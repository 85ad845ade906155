import fc from "fast-check";
import type { Chance } from "./chance.js";

/** One value, repeatable by the seed of the run. */
export function sampleValue(values: fc.Arbitrary<unknown>, chance: Chance): unknown {
  return fc.sample(values, { numRuns: 1, seed: chance.integer(0, 2 ** 31 - 1) })[0];
}
