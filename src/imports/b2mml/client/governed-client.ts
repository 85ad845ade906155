/** What a request sends besides its address. */
export interface GovernedRequest {
  /** Sent as JSON. */
  readonly body?: object;
  /** Idempotency-Key header, 1 to 128 printable characters. */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GovernedReply {
  readonly status: number;
  /** The parsed JSON body; undefined when there is none. */
  readonly body: unknown;
}

/**
 * The gateway as an import sees it: the same governed HTTP operations every client has, with this client's token.
 * Every request has a time limit.
 * @throws Error when no answer came (connection refused, time limit); such a request may be repeated as it is.
 */
export interface GovernedClient {
  /** @param path absolute path on the gateway with its query, such as `/production-order/v1/orders`. */
  request(method: "GET" | "POST" | "PUT", path: string, request?: GovernedRequest): Promise<GovernedReply>;
}
