/** What one piece of work in the sandbox may cost. */
export interface SandboxLimits {
  /** Wall time of the work itself, per contract given. */
  readonly wallMsMax: number;
  /** Wall time until a process has loaded its code. */
  readonly startMsMax: number;
  /** Heap of the process, MiB. */
  readonly heapMbMax: number;
  /** UTF-16 length of the answer; a process that says more is ended. */
  readonly answerLengthMax: number;
}

/** The largest public contracts need about 500 MiB and more than 10 s; whoever lints those raises both. */
export const defaultSandboxLimits: SandboxLimits = {
  wallMsMax: 10_000,
  startMsMax: 30_000,
  heapMbMax: 512,
  answerLengthMax: 64 * 1024 * 1024,
};
