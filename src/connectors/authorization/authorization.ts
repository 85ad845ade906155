import type { Clock } from "../../kernel/clock.js";
import { OutboundFailure, type OutboundHttp } from "../outbound-http.js";
import type { SystemCredential, SystemCredentials } from "./system-credentials.js";

type Headers = Readonly<Record<string, string>>;
type ClientCredentials = Extract<SystemCredential, { readonly type: "oauth2-client-credentials" }>;

/** A token is not used in the last part of its life, so that it does not end on the way. */
const TOKEN_RESERVE_MS = 30_000;
/** RFC 6749 §5.1 lets a server leave expires_in out. */
const TOKEN_LIFE_SECONDS = 300;

/** Headers by which the gateway proves itself to a plant's systems. */
export class Authorization {
  readonly #tokens = new Map<string, { readonly secret: string; readonly token: string; readonly untilMs: number }>();

  constructor(
    readonly credentials: SystemCredentials,
    private readonly http: OutboundHttp,
    private readonly clock: Clock,
  ) {}

  /**
   * @param name of the credential, or undefined for a system without any
   * @param timeoutMs for the whole exchange @returns what is left of it for the request itself
   * @throws OutboundFailure (nothing was sent) when there is no proof to send
   */
  async prove(name: string | undefined, timeoutMs: number): Promise<{ headers: Headers; timeoutMs: number }> {
    const startedMs = this.clock.monotonicMs();
    const headers = name === undefined ? {} : await this.#headers(name, timeoutMs);
    const leftMs = Math.ceil(timeoutMs - (this.clock.monotonicMs() - startedMs));
    if (leftMs > 0) return { headers, timeoutMs: leftMs };
    throw new OutboundFailure(`no time was left after the token of ${name ?? ""} came`, false, undefined);
  }

  async #headers(name: string, timeoutMs: number): Promise<Headers> {
    const credential = this.credentials.read(name);
    switch (credential.type) {
      case "basic":
        return { authorization: `Basic ${base64(`${credential.username}:${credential.password}`)}` };
      case "bearer":
        return { authorization: `Bearer ${credential.token}` };
      case "header":
        return { [credential.name.toLowerCase()]: credential.value };
      case "oauth2-client-credentials":
        return { authorization: `Bearer ${await this.#token(name, credential, timeoutMs)}` };
      case "signing-secret":
        throw new OutboundFailure(`credential ${name} signs webhooks and is no login`, false, undefined);
    }
  }

  async #token(name: string, credential: ClientCredentials, timeoutMs: number): Promise<string> {
    const nowMs = this.clock.monotonicMs();
    const secret = JSON.stringify(credential);
    const known = this.#tokens.get(name);
    if (known !== undefined && known.secret === secret && nowMs < known.untilMs) return known.token;
    const { token, lifeMs } = await this.#fetchToken(credential, timeoutMs);
    this.#tokens.set(name, { secret, token, untilMs: nowMs + Math.max(0, lifeMs - TOKEN_RESERVE_MS) });
    return token;
  }

  async #fetchToken(credential: ClientCredentials, timeoutMs: number): Promise<{ token: string; lifeMs: number }> {
    const { tokenUrl, clientId, clientSecret, scope } = credential;
    const answer = await this.http
      .send({
        method: "POST",
        url: tokenUrl,
        headers: { authorization: `Basic ${base64(`${formText(clientId)}:${formText(clientSecret)}`)}` },
        form: { grant_type: "client_credentials", ...(scope === undefined ? {} : { scope }) },
        timeoutMs,
      })
      .catch((error: unknown) => {
        // The request that got lost asked for a token only; the document itself never left.
        throw new OutboundFailure(error instanceof Error ? error.message : String(error), false, error);
      });
    const body = typeof answer.body === "object" && answer.body !== null ? answer.body : {};
    if (answer.status !== 200 || !("access_token" in body) || typeof body.access_token !== "string")
      throw new OutboundFailure(`${new URL(tokenUrl).origin} gave no token: ${answer.status}`, false, undefined);
    const seconds = "expires_in" in body && typeof body.expires_in === "number" ? body.expires_in : TOKEN_LIFE_SECONDS;
    return { token: body.access_token, lifeMs: seconds * 1000 };
  }
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** RFC 6749 §2.3.1: id and secret are form-encoded before they become user and password. */
const formText = (text: string): string => new URLSearchParams({ t: text }).toString().slice(2);
