import { type Logger, pino } from "pino";
import type { Configuration } from "../../config/configuration.js";

const STDERR = 2;

/** The process logger: JSON lines on stderr or in the log file, event name and fields, never payload bodies. */
export function createLogger(configuration: Pick<Configuration, "logLevel" | "logFile" | "role">): Logger {
  return pino(
    {
      level: configuration.logLevel,
      base: { service: "interlock", role: configuration.role },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ["*.authorization", "*.secret", "*.clientSecret", "*.password", "*.token"],
        censor: "[redacted]",
      },
    },
    pino.destination({ dest: configuration.logFile ?? STDERR, sync: false, mkdir: true, mode: 0o600 }),
  );
}
