/** Part of the simulators: how a foreign system calls the gateway, by the client package that any system may use. */
import { type ApiClient, type ClientCredentials, InterlockClient } from "../client/public.js";
import type { Clock } from "../kernel/clock.js";

export type { ClientCredentials } from "../client/public.js";

export interface GatewayAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: unknown;
}

/** What every call of the typed client resolves to. */
interface CallResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

export class GatewayClient {
  readonly #interlock: InterlockClient;

  /** @param gateway base address, such as `http://127.0.0.1:8080`. */
  constructor(gateway: string, credentials: ClientCredentials, clock: Clock) {
    this.#interlock = new InterlockClient({ gatewayUrl: gateway, credentials, clock });
  }

  /** @param attemptsMax a foreign system keeps what it has to say until it is taken, unless it says otherwise */
  orders(attemptsMax = Number.POSITIVE_INFINITY): ApiClient<"production-order", "v1"> {
    return this.#interlock.api("production-order", "v1", { attemptsMax, retryAfterMsMax: Number.POSITIVE_INFINITY });
  }

  close(): void {
    this.#interlock.close();
  }
}

export function toGatewayAnswer({ data, error, response }: CallResult): GatewayAnswer {
  return { status: response.status, location: response.headers.get("location") ?? undefined, body: data ?? error };
}
