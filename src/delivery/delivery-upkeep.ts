import type { Logger } from "pino";
import { AdaptiveLoop } from "../platform/loops/adaptive-loop.js";
import type { CloseEndedWindows } from "./aggregation/close-ended-windows.js";
import type { RecordBreaches } from "./latency/record-breaches.js";

const BUSY_MS = 100;
const IDLE_MS = 1_000;

/** The loops of a worker process about time: windows that end, and postings that take too long. */
export class DeliveryUpkeep {
  readonly #loops: readonly AdaptiveLoop[];

  constructor(windows: CloseEndedWindows, breaches: RecordBreaches, logger: Logger) {
    const pace = { busyMs: BUSY_MS, idleMs: IDLE_MS };
    this.#loops = [
      new AdaptiveLoop({ name: "aggregation-windows", ...pace }, () => windows.round(), logger),
      new AdaptiveLoop({ name: "sla-breaches", ...pace }, () => breaches.round(), logger),
    ];
  }

  start(): void {
    for (const loop of this.#loops) loop.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#loops.map((loop) => loop.stop()));
  }
}
