import type { WitnessError } from "../witness.js";

/** What a client shows about itself: the schemes of one security requirement with the scopes its token carries. */
export interface ShownCredential {
  /** The scheme as its contract defines it, without texts for readers: `http bearer`, `apiKey header X-Key`. */
  readonly scheme: string;
  /** The name its contract gives it; it counts only where a contract has several schemes of the same definition. */
  readonly name: string;
  readonly hasTwin: boolean;
  readonly scopes: readonly string[];
  /** Ways the client may have got its token, each with its addresses; empty for schemes without tokens. */
  readonly flows: readonly string[];
}

/** A request as far as a contract speaks about it. */
export interface ShownRequest {
  readonly server: string;
  readonly method: string;
  /** Concrete: parameters are filled in. */
  readonly path: string;
  /** Parameters besides those of the path, by `query plant` or `header x-trace`, as they are written. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: unknown;
  readonly credentials: readonly ShownCredential[];
  /** What the client is permitted, where the contract says so (x-interlock.permission). */
  readonly permission?: string;
}

/** An answer as far as a contract speaks about it. */
export interface ShownAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: string;
  readonly contentType?: string;
  /** Header fields by lower-case name, as they are written. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A message as far as a contract speaks about it. */
export interface ShownMessage {
  /** What the contract's owner does. */
  readonly action: string;
  readonly address: string;
  readonly message: string;
  readonly contentType?: string;
  readonly cloudEventType?: string;
  readonly replyTo?: string;
}

/** Why a contract does not know a part of an exchange; none means that it describes all of it. */
export type Refusals = readonly WitnessError[];

export function refusal(pointer: string, keyword: string, message: string): WitnessError {
  return { pointer, keyword, message };
}
