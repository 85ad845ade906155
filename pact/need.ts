import type { MatchersV3 } from "@pact-foundation/pact";

type Matched = Parameters<typeof MatchersV3.like>[0];

/** One thing a consumer asks of an API over HTTP, and what it reads of the answer. */
export interface HttpNeed {
  readonly kind: "http";
  readonly state: string;
  readonly description: string;
  readonly method: "GET" | "POST";
  /** With `${name}` where the provider state gives a value. */
  readonly path: string;
  /** Examples of the values that the provider state gives. */
  readonly values?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Matched;
  readonly answer: {
    readonly status: number;
    readonly body?: Matched;
    readonly headers?: Readonly<Record<string, Matched>>;
  };
}

/** One event a consumer reads. */
export interface MessageNeed {
  readonly kind: "message";
  readonly state: string;
  readonly description: string;
  /** Operation of the AsyncAPI contract that publishes it. */
  readonly operationId: string;
  readonly contents: Matched;
}

/** A consumer of one API; each makes one pact file. */
export interface Consumer {
  readonly name: string;
  /** `production-order-v1`: the API and its major version. */
  readonly provider: string;
  /** Role by which the gateway knows it (governance-rules/policy/roles). */
  readonly role: string;
  readonly needs: readonly (HttpNeed | MessageNeed)[];
}
