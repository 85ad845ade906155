import { systemClock } from "../src/kernel/clock.js";
import { choosePlace, RunningInterlock } from "../test/support/running-interlock.js";
import { makeTemporaryFolder } from "../test/support/temporary-folder.js";

/** Measures the time from the command to the ready system, on a new data folder and again on the same one. */
const SECONDS_MAX = { first: 20, second: 5 } as const;

const folder = makeTemporaryFolder();
try {
  const place = await choosePlace(folder.path);
  for (const start of ["first", "second"] as const) {
    const startMs = systemClock.monotonicMs();
    const running = await RunningInterlock.start(place);
    const seconds = (systemClock.monotonicMs() - startMs) / 1000;
    await running.interrupt();
    const isInTime = seconds <= SECONDS_MAX[start];
    process.stdout.write(
      `${start} start to ready: ${seconds.toFixed(1)} s (target ${SECONDS_MAX[start]} s, ${isInTime ? "met" : "missed"})\n`,
    );
    if (!isInTime) process.exitCode = 1;
  }
} finally {
  folder.remove();
}
