/** Part of the simulators: how a foreign system calls the gateway, as an OAuth client that repeats safely. */
import { Agent, request } from "undici";
import type { Clock } from "../kernel/clock.js";

/** Credentials of the simulator, read from standard input. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface GatewayAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: unknown;
}

const TIMEOUT_MS = 15_000;
const RETRY_DELAY_MS = 200;
const RETRY_DELAY_MS_MAX = 5_000;

/** Answers after which the same request may succeed: time, load, outage, or a problem that says so (RFC 9457 member). */
function isWorthRepeating({ status, body }: GatewayAnswer): boolean {
  const problem: { retryable?: unknown } = typeof body === "object" && body !== null ? body : {};
  return (
    status === 408 || status === 425 || status === 429 || status >= 500 || (status >= 400 && problem.retryable === true)
  );
}

export class GatewayClient {
  readonly #agent = new Agent({ connect: { timeout: 3_000 } });
  #token: { readonly text: string; readonly expiresAtMs: number } | undefined;
  #isClosed = false;

  /** @param gateway base address, such as `http://127.0.0.1:8080`. */
  constructor(
    private readonly gateway: string,
    private readonly credentials: ClientCredentials,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends until the gateway takes or refuses it; the key makes repeating safe.
   * @param attemptsMax ends with the last answer. @throws Error when no attempt got one, or the client was closed.
   */
  async post(
    path: string,
    body: unknown,
    idempotencyKey: string,
    attemptsMax = Number.POSITIVE_INFINITY,
  ): Promise<GatewayAnswer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#tryPost(path, body, idempotencyKey);
      if (answer !== undefined && !isWorthRepeating(answer)) return answer;
      if (attempt >= attemptsMax) {
        if (answer !== undefined) return answer;
        throw new Error(`the gateway at ${this.gateway} does not answer`);
      }
      await this.#pause(Math.min(RETRY_DELAY_MS_MAX, RETRY_DELAY_MS * 2 ** Math.min(attempt, 6)));
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#agent.destroy();
  }

  async #pause(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms).unref());
    if (this.#isClosed) throw new Error("the simulator is stopping");
  }

  async #tryPost(path: string, body: unknown, idempotencyKey: string): Promise<GatewayAnswer | undefined> {
    try {
      const answer = await request(this.gateway + path, {
        dispatcher: this.#agent,
        method: "POST",
        headers: {
          authorization: `Bearer ${await this.#accessToken()}`,
          "content-type": "application/json",
          "idempotency-key": idempotencyKey,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const text = await answer.body.text();
      if (answer.statusCode === 401) this.#token = undefined;
      const { location } = answer.headers;
      return {
        status: answer.statusCode,
        location: typeof location === "string" ? location : undefined,
        body: parse(text),
      };
    } catch (error) {
      if (this.#isClosed) throw error;
      return undefined;
    }
  }

  async #accessToken(): Promise<string> {
    const known = this.#token;
    if (known !== undefined && known.expiresAtMs > this.clock.monotonicMs()) return known.text;
    const { clientId, clientSecret } = this.credentials;
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
    });
    const answer = await request(`${this.gateway}/oauth/token`, {
      dispatcher: this.#agent,
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const granted = (await answer.body.json()) as { access_token?: string; expires_in?: number };
    if (granted.access_token === undefined) throw new Error(`the token endpoint answered ${answer.statusCode}`);
    const lifetimeMs = (granted.expires_in ?? 60) * 1_000;
    this.#token = { text: granted.access_token, expiresAtMs: this.clock.monotonicMs() + lifetimeMs * 0.8 };
    return granted.access_token;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
