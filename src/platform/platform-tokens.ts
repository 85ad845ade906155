/** Injection tokens of what has no class of its own. */
export const CONFIGURATION = "Configuration";
export const CLOCK = "Clock";
/** pg Pool for reads and batch statements. */
export const POOL = "Pool";
/** pino Logger. */
export const LOGGER = "Logger";
