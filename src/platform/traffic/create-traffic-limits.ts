import type { Logger } from "pino";
import type { TrafficDefaults } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";
import type { UnitOfWork } from "../persistence/unit-of-work.js";
import { LimitBook } from "./limit-book.js";
import { readLimitsFile } from "./read-limits-file.js";
import { DatabaseTokenSource } from "./token-source.js";
import { TrafficLimits } from "./traffic-limits.js";

/** The limits of the settings and of their file, counted in the database. @throws ConfigurationError for a bad file */
export function createTrafficLimits(
  settings: TrafficDefaults,
  unitOfWork: UnitOfWork,
  clock: Clock,
  logger: Logger,
): TrafficLimits {
  const book = new LimitBook(settings, readLimitsFile(settings.limitsFile));
  return new TrafficLimits(book, new DatabaseTokenSource(unitOfWork), clock, (error) =>
    logger.warn({ event: "traffic.release-failed", err: error }),
  );
}
