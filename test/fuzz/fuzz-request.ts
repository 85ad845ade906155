/** What a request is made to find out. */
export type FuzzMode = "valid" | "example" | "boundary" | "invalid" | "stranger" | "repeat" | "scene";

/** A request and what the contract says about it. */
export interface FuzzRequest {
  readonly mode: FuzzMode;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Breaks its contract for sure: an answer of success would be a fault. */
  readonly isBroken: boolean;
  /** Keeps to its contract for sure: a refusal by the contract would be a fault. */
  readonly isSound: boolean;
  /** What was done to it, for the report. */
  readonly change: string;
}
