import type { DLogger } from "@dbos-inc/dbos-sdk";
import type { Logger } from "pino";

/**
 * Sends the engine's own log lines to the product's log; its life-cycle chatter is of interest to debuggers only, and
 * so are its warnings during a shutdown: the workflows it misses have been handed over.
 */
export function dbosLogger(logger: Logger, isRunning: () => boolean): DLogger {
  return {
    debug: (entry) => logger.trace({ event: "engine.message", engine: textOf(entry) }),
    info: (entry) => logger.debug({ event: "engine.message", engine: textOf(entry) }),
    warn: (entry) => logger[isRunning() ? "warn" : "debug"]({ event: "engine.warning", engine: textOf(entry) }),
    error: (entry) =>
      logger.error({ event: "engine.error", ...(entry instanceof Error ? { err: entry } : { engine: textOf(entry) }) }),
  };
}

function textOf(entry: unknown): string {
  if (entry instanceof Error) return entry.message;
  return typeof entry === "string" ? entry : JSON.stringify(entry);
}
