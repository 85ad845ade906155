import createClient, { type Client } from "openapi-fetch";
import { type Clock, systemClock } from "../kernel/clock.js";
import { pooledRandomBytes } from "../kernel/random-bytes.js";
import { UlidFactory } from "../kernel/ulid.js";
import { type AccessTokenSource, type ClientCredentials, ClientCredentialsTokens } from "./access-tokens.js";
import type { ClientPaths } from "./client-paths.js";
import { ResilientFetch, type ResilientFetchParts } from "./resilient-fetch.js";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "./retry-policy.js";
import type { ApiPaths } from "./types/index.gen.js";

export interface InterlockClientOptions {
  /** Base address of the gateway, such as `http://127.0.0.1:8080`. */
  readonly gatewayUrl: string;
  /** Credentials for the gateway's own token endpoint, or another source of tokens. */
  readonly credentials: ClientCredentials | AccessTokenSource;
  readonly retry?: Partial<RetryPolicy>;
  readonly clock?: Clock;
}

/** One version of one API, typed by its contract; paths are those of the contract. */
export type ApiClient<Api extends keyof ApiPaths, Version extends keyof ApiPaths[Api]> = Client<
  ClientPaths<ApiPaths[Api][Version]>
>;

/** A caller of the governed APIs: tokens, idempotency keys, correlation and repeats are its work. */
export class InterlockClient {
  readonly #gatewayUrl: string;
  readonly #parts: ResilientFetchParts;
  readonly #stop = new AbortController();

  constructor({ gatewayUrl, credentials, retry = {}, clock = systemClock }: InterlockClientOptions) {
    this.#gatewayUrl = gatewayUrl.replace(/\/+$/, "");
    this.#parts = {
      tokens: toTokens(this.#gatewayUrl, credentials, clock),
      clock,
      ids: new UlidFactory(clock),
      policy: { ...DEFAULT_RETRY_POLICY, ...retry },
      chance: () => pooledRandomBytes(4).readUInt32BE() / 2 ** 32,
      stop: this.#stop.signal,
    };
  }

  /**
   * @param retry where this API is to be repeated otherwise than the rest
   * @example interlock.api("production-order", "v1").POST("/orders", { body: order })
   */
  api<Api extends keyof ApiPaths, Version extends keyof ApiPaths[Api] & string>(
    api: Api,
    version: Version,
    retry: Partial<RetryPolicy> = {},
  ): ApiClient<Api, Version> {
    const sender = new ResilientFetch({ ...this.#parts, policy: { ...this.#parts.policy, ...retry } });
    return createClient<ClientPaths<ApiPaths[Api][Version]>>({
      baseUrl: `${this.#gatewayUrl}/${api}/${version}`,
      fetch: (request) => sender.send(request),
      // Lists in the query are one value with commas (OpenAPI: style form, explode false).
      querySerializer: { array: { style: "form", explode: false } },
    });
  }

  /** Ends what is under way and every wait. */
  close(): void {
    this.#stop.abort(new Error("the client was closed"));
  }
}

function toTokens(
  gatewayUrl: string,
  credentials: ClientCredentials | AccessTokenSource,
  clock: Clock,
): AccessTokenSource {
  return "token" in credentials
    ? credentials
    : new ClientCredentialsTokens(`${gatewayUrl}/oauth/token`, credentials, clock);
}
