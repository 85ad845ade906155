/** Linting and proving a large contract takes 10 to 15 s on a busy machine, and each of the checks has its own end. */
export const GATE_TIMEOUT_MS = 180_000;
