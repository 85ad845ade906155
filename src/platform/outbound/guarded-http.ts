import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { Agent, request } from "undici";
import type { AllowedHosts } from "./allowed-hosts.js";
import { isPublicAddress } from "./public-address.js";

/** One request to an address that somebody entered. */
export interface GuardedRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface GuardedAnswer {
  readonly status: number;
  /** The first part of the body, as text. */
  readonly text: string;
}

/** No answer, or none that may be asked for. */
export class GuardedRequestError extends Error {
  override readonly name = "GuardedRequestError";

  constructor(
    message: string,
    /** False when the same request can never succeed: it goes where it must not. */
    readonly isRetryable: boolean,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

const CONNECT_TIMEOUT_MS = 3_000;
const TIMEOUT_MS = 10_000;
const ANSWER_CHARACTERS_MAX = 4_096;
const ANSWER_BYTES_MAX = 262_144;

/**
 * Requests to addresses that clients enter, such as those of webhooks: https to the public Internet, or a host of the
 * list. The address that was checked is the one that is connected to, so that a name cannot change its mind in between;
 * redirects are not followed, for the same reason.
 */
export class GuardedHttp {
  readonly #publicOnly: Agent;
  readonly #allowed: Agent;

  constructor(
    private readonly hosts: AllowedHosts,
    private readonly timeoutMs = TIMEOUT_MS,
    resolve: LookupFunction = lookup,
  ) {
    const limits = { maxResponseSize: ANSWER_BYTES_MAX, pipelining: 1, keepAliveTimeout: 1_000 };
    const connect = { timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs) };
    this.#publicOnly = new Agent({ ...limits, connect: { ...connect, lookup: publicAddressesOf(resolve) } });
    this.#allowed = new Agent({ ...limits, connect });
  }

  /** Why a request to the address is refused; undefined when it may be sent, as far as its text tells. */
  objection(url: URL): string | undefined {
    if (url.username !== "" || url.password !== "") return "must not carry a user or password";
    if (this.hosts.has(url)) return /^https?:$/.test(url.protocol) ? undefined : "must be https or http";
    if (url.protocol !== "https:") return "must be https; other schemes are for hosts of INTERLOCK_WEBHOOK_HOSTS";
    const address = literalAddress(url.hostname);
    const isInside = address === undefined ? isLocalName(url.hostname) : !isPublicAddress(address);
    return isInside
      ? `must not be ${url.hostname}, which is not public; allow it with INTERLOCK_WEBHOOK_HOSTS`
      : undefined;
  }

  /** Whether what the address answers may be shown to whoever entered it. */
  mayShowAnswer(url: URL): boolean {
    return this.hosts.has(url);
  }

  /** @throws GuardedRequestError */
  async send({ method, url, headers, body }: GuardedRequest): Promise<GuardedAnswer> {
    const objection = this.objection(url);
    if (objection !== undefined) throw new GuardedRequestError(`the address ${objection}`, false);
    try {
      const answer = await request(url, {
        dispatcher: this.hosts.has(url) ? this.#allowed : this.#publicOnly,
        method,
        headers: { "user-agent": "interlock", ...headers },
        body,
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      return { status: answer.statusCode, text: (await answer.body.text()).slice(0, ANSWER_CHARACTERS_MAX) };
    } catch (error) {
      throw failureOf(error, url, this.timeoutMs);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#publicOnly.destroy(), this.#allowed.destroy()]);
  }
}

/** The host's address when it is written as one. The URL parser has already made every spelling of it one. */
function literalAddress(hostname: string): string | undefined {
  if (hostname.startsWith("[")) return hostname.slice(1, -1);
  return /^[0-9.]+$/.test(hostname) ? hostname : undefined;
}

const isLocalName = (hostname: string): boolean => /(?:^|\.)(?:localhost|local|internal)\.?$/.test(hostname);

/** Refuses the name as soon as one of its addresses is not public: which one is taken is not ours to say. */
function publicAddressesOf(resolve: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const addresses = Array.isArray(found) ? found : [];
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => !isPublicAddress(address))) {
        return callback(new GuardedRequestError(`${hostname} leads to an address that is not public`, false), []);
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function failureOf(error: unknown, { origin }: URL, timeoutMs: number): GuardedRequestError {
  if (error instanceof GuardedRequestError) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === "TimeoutError")
    return new GuardedRequestError(`${origin} gave no answer within ${timeoutMs} ms`, true, error);
  // A header that cannot be sent today cannot be sent tomorrow.
  const isInvalid = error instanceof Error && "code" in error && error.code === "UND_ERR_INVALID_ARG";
  return new GuardedRequestError(`${origin}: ${message || name}`, !isInvalid, error);
}
