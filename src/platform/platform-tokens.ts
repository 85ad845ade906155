/** Injection tokens of what has no class of its own. */
export const CONFIGURATION = "Configuration";
export const CLOCK = "Clock";
/** pg Pool for reads. */
export const POOL = "Pool";
/** pg Pool for batch statements. */
export const WRITER_POOL = "WriterPool";
/** pino Logger. */
export const LOGGER = "Logger";
