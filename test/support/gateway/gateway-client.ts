import { AccessTokenSource } from "../../../src/cli/access-token.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import type { ClientName } from "./clients.js";

/** An answer with its body read as JSON where it has one. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Call {
  /** Without it the request carries no token. */
  readonly as?: ClientName;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
  /** In addition to what every request has, or in its place; undefined leaves a header out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** Calls the gateway over HTTP as the clients of a spec. */
export class GatewayClient {
  readonly #ids = new UlidFactory(systemClock);
  readonly #tokens = new Map<string, AccessTokenSource>();

  constructor(
    private readonly url: string,
    private readonly secrets: ReadonlyMap<string, string>,
  ) {}

  /** @param target method and address, such as `GET /production-order/v1/orders`; a POST or PATCH has a key of its own by default */
  async send(target: string, call: Call = {}): Promise<Answer> {
    const [method = "", path = ""] = target.split(" ");
    const given: Record<string, string | undefined> = {
      authorization: call.as === undefined ? undefined : `Bearer ${await this.#token(call.as)}`,
      "content-type": call.body === undefined ? undefined : "application/json",
      "idempotency-key": method === "POST" || method === "PATCH" ? this.#ids.next() : undefined,
      ...call.headers,
    };
    const headers = Object.entries(given).filter((header): header is [string, string] => header[1] !== undefined);
    const body = call.body === undefined || typeof call.body === "string" ? call.body : JSON.stringify(call.body);
    const response = await fetch(this.url + path, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    const answered = text === "" ? {} : (JSON.parse(text) as Answer["body"]);
    return { status: response.status, headers: response.headers, body: answered };
  }

  async #token(client: ClientName): Promise<string> {
    let source = this.#tokens.get(client);
    if (source === undefined) {
      const credentials = { clientId: client, clientSecret: this.secrets.get(client) ?? "" };
      source = new AccessTokenSource(this.url, credentials, systemClock);
      this.#tokens.set(client, source);
    }
    return await source.token();
  }
}
