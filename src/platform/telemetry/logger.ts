import { type Logger, pino } from "pino";
import type { Configuration } from "../../config/configuration.js";

/** The process logger: JSON lines on stderr, event name and fields, never payload bodies. */
export function createLogger(configuration: Pick<Configuration, "logLevel" | "role">): Logger {
  return pino(
    {
      level: configuration.logLevel,
      base: { service: "interlock", role: configuration.role },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ["*.authorization", "*.secret", "*.clientSecret", "*.password", "*.token"], censor: "[redacted]" },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
