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
  /** Besides those that every request has. */
  readonly headers?: Readonly<Record<string, Matched>>;
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

/** What a consumer needs of one version of an API; each makes one pact file. */
export interface ConsumedApi {
  /** `production-order-v1`: the API and its major version. */
  readonly provider: string;
  /** Version in which it reads the feed where that is not the newest, such as `inventory-movement/v1`. */
  readonly readsEventsIn?: string;
  readonly needs: readonly (HttpNeed | MessageNeed)[];
}

/** A system that uses our APIs. */
export interface Consumer {
  readonly name: string;
  /** Role by which the gateway knows it (governance-rules/policy/roles). */
  readonly role: string;
  readonly pacts: readonly ConsumedApi[];
}

/** A consumer and one of the APIs it uses: the two sides of a pact. */
export interface ConsumerPact extends ConsumedApi {
  readonly consumer: string;
  readonly role: string;
}

/** The pacts of consumers, one for each API they use. */
export function pactsOf(consumers: readonly Consumer[]): readonly ConsumerPact[] {
  return consumers.flatMap(({ name, role, pacts }) => pacts.map((pact) => ({ ...pact, consumer: name, role })));
}
