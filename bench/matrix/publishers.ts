import { systemClock } from "../../src/kernel/clock.js";
import { pactOf } from "./large-pact.js";
import type { Registry } from "./registry.js";

/** Publishes at once to one branch, half of the time versions that others publish too. @returns what failed */
export async function publishInParallel(
  registry: Registry,
  publishers: number,
  seconds: number,
  run: string,
): Promise<{ readonly published: number; readonly errors: readonly string[] }> {
  const endMs = systemClock.monotonicMs() + seconds * 1000;
  const errors: string[] = [];
  let published = 0;
  const publisher = async (own: number): Promise<void> => {
    for (let round = 0; systemClock.monotonicMs() < endMs; round += 1) {
      const isShared = round % 2 === 0;
      const name = isShared ? "parallel-shared" : `parallel-${own}`;
      try {
        await registry.send("POST", "/contracts/publish", pactOf(name, `${run}.${round}`, 5, round));
        published += 1;
      } catch (error) {
        errors.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: publishers }, (_, own) => publisher(own)));
  return { published, errors };
}
