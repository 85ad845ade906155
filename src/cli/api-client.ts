import { setTimeout as delay } from "node:timers/promises";
import { type Configuration, gatewayUrl as gatewayUrlOf } from "../config/configuration.js";
import { systemClock } from "../kernel/clock.js";
import type { Problem } from "../kernel/problem.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AccessTokenSource } from "./access-token.js";
import { ApiProblem } from "./api-problem.js";
import { findClient } from "./credentials-file.js";
import { sendRequest } from "./send-request.js";

export interface ApiAnswer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface ApiRequest {
  /** Query parameters; undefined ones are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long an answer may take; 30 s by default. */
  readonly timeoutMs?: number;
  /** Key that makes repeats of a POST harmless; a new one by default. */
  readonly idempotencyKey?: string;
}

type Method = "GET" | "PUT" | "POST" | "PATCH" | "DELETE";

const TRIES_MAX = 4;
const RETRY_AFTER_SECONDS_MAX = 5;

/**
 * The gateway's HTTP API as the command line uses it: with a token, one correlation id per command, and an
 * idempotency key on every POST, so that a refusal for the moment (429, 503) is simply repeated.
 */
export class ApiClient {
  readonly #ids = new UlidFactory(systemClock);
  /** Sent with every request of this client; the logs are searched by it. */
  readonly correlationId = this.#ids.next();

  constructor(
    /** Without a trailing slash. */
    readonly gatewayUrl: string,
    private readonly tokens: Pick<AccessTokenSource, "token">,
  ) {}

  /** @throws ApiProblem when the gateway refuses, CommandError when it does not answer. */
  async get<T>(path: string, query: ApiRequest["query"] = {}): Promise<ApiAnswer<T>> {
    return await this.#send<T>("GET", path, undefined, { query });
  }

  async post<T>(path: string, body: unknown, request: ApiRequest = {}): Promise<ApiAnswer<T>> {
    return await this.#send<T>("POST", path, body, request);
  }

  async put<T>(path: string, body: unknown, request: ApiRequest = {}): Promise<ApiAnswer<T>> {
    return await this.#send<T>("PUT", path, body, request);
  }

  async delete<T>(path: string): Promise<ApiAnswer<T>> {
    return await this.#send<T>("DELETE", path, undefined, {});
  }

  async #send<T>(method: Method, path: string, body: unknown, request: ApiRequest): Promise<ApiAnswer<T>> {
    const idempotencyKey = request.idempotencyKey ?? this.#ids.next();
    const keyHeader = method === "POST" ? { "idempotency-key": idempotencyKey } : {};
    for (let tries = 1; ; tries++) {
      const response = await sendRequest(this.gatewayUrl, withQuery(path, request.query ?? {}), {
        method,
        headers: { ...(await this.#headers(body !== undefined)), ...keyHeader, ...request.headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(request.timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(request.timeoutMs) }),
      });
      if (response.ok) return { status: response.status, headers: response.headers, body: await readBody<T>(response) };
      const problem = new ApiProblem(response.status, await readBody<Partial<Problem>>(response));
      if (tries === TRIES_MAX || ![429, 503].includes(response.status)) throw problem;
      await delay(retryAfterMs(response.headers));
    }
  }

  async #headers(hasBody: boolean): Promise<Record<string, string>> {
    return {
      accept: "application/json, application/problem+json",
      authorization: `Bearer ${await this.tokens.token()}`,
      "x-correlation-id": this.correlationId,
      ...(hasBody ? { "content-type": "application/json" } : {}),
    };
  }
}

/** A client that acts as one of the credentials file; INTERLOCK_CLIENT by default. */
export function openApiClient(configuration: Configuration, clientName = configuration.client): ApiClient {
  const url = gatewayUrlOf(configuration);
  const credentials = findClient(configuration.credentialsFile, clientName);
  return new ApiClient(url, new AccessTokenSource(url, credentials, systemClock));
}

function withQuery(path: string, query: NonNullable<ApiRequest["query"]>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}

/** A proxy in between may answer with something that is not JSON; its text is then the detail. */
async function readBody<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (text === "") return {} as T;
  try {
    return JSON.parse(text) as T;
  } catch {
    return { detail: text.slice(0, 500) } as T;
  }
}

function retryAfterMs(headers: Headers): number {
  const seconds = Number(headers.get("retry-after") ?? "1");
  return Math.min(Number.isFinite(seconds) && seconds > 0 ? seconds : 1, RETRY_AFTER_SECONDS_MAX) * 1000;
}
