import { Agent, request } from "undici";

/** One request to a foreign system. */
export interface OutboundRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as application/x-www-form-urlencoded instead of a body. */
  readonly form?: Readonly<Record<string, string>>;
  /** From the first byte out to the last byte in. */
  readonly timeoutMs: number;
}

export interface OutboundAnswer {
  readonly status: number;
  /** The parsed JSON body; undefined when the body is empty or not JSON. */
  readonly body: unknown;
}

/** No answer came. */
export class OutboundFailure extends Error {
  override readonly name = "OutboundFailure";

  constructor(
    message: string,
    /** False only when the request surely never left: nobody listened, no name, no route. */
    readonly mayHaveArrived: boolean,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/** Errors that happen before the first byte of a request is written. */
const NEVER_LEFT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const RESPONSE_BYTES_MAX = 4 * 1024 * 1024;

/** JSON over HTTP to ERP and MES: one connection pool per origin, every request with a timeout, nothing retried here. */
export class OutboundHttp {
  readonly #agent = new Agent({ maxResponseSize: RESPONSE_BYTES_MAX, connect: { timeout: 3_000 }, pipelining: 1 });

  /** @throws OutboundFailure when no complete answer came in time. */
  async send(outbound: OutboundRequest): Promise<OutboundAnswer> {
    try {
      const answer = await request(outbound.url, {
        dispatcher: this.#agent,
        method: outbound.method,
        headers: { accept: "application/json", ...contentType(outbound), ...outbound.headers },
        body: bodyOf(outbound),
        signal: AbortSignal.timeout(outbound.timeoutMs),
      });
      return { status: answer.statusCode, body: parseJson(await answer.body.text()) };
    } catch (error) {
      throw new OutboundFailure(describe(error, outbound), !NEVER_LEFT.has(codeOf(error)), error);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

function contentType({ body, form }: OutboundRequest): Record<string, string> {
  if (form !== undefined) return { "content-type": "application/x-www-form-urlencoded" };
  return body === undefined ? {} : { "content-type": "application/json" };
}

function bodyOf({ body, form }: OutboundRequest): string | null {
  if (form !== undefined) return new URLSearchParams(form).toString();
  return body === undefined ? null : JSON.stringify(body);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function describe(error: unknown, outbound: OutboundRequest): string {
  const origin = new URL(outbound.url).origin;
  if (error instanceof Error && error.name === "TimeoutError")
    return `${origin} gave no answer within ${outbound.timeoutMs} ms`;
  return `${origin}: ${codeOf(error) || (error instanceof Error ? error.message : "connection failed")}`;
}
