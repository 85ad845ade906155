import type { Clock } from "../kernel/clock.js";
import { sendRequest } from "./send-request.js";
import type { ClientCredentials } from "./credentials-file.js";
import { CommandError, EXIT_CODE } from "./exit-code.js";

interface TokenAnswer {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
}

/** A token is renewed this long before it ends, so that none ends on its way to the gateway. */
const RENEW_BEFORE_MS = 10_000;

/** Access tokens of one client by the client credentials grant (RFC 6749 §4.4), renewed when they run out. */
export class AccessTokenSource {
  #token: { readonly value: string; readonly renewAtMs: number } | undefined;

  constructor(
    private readonly gatewayUrl: string,
    private readonly credentials: ClientCredentials,
    private readonly clock: Clock,
  ) {}

  async token(): Promise<string> {
    if (this.#token !== undefined && this.clock.monotonicMs() < this.#token.renewAtMs) return this.#token.value;
    const answer = await this.#request();
    const lifeMs = answer.expires_in * 1000 - RENEW_BEFORE_MS;
    this.#token = { value: answer.access_token, renewAtMs: this.clock.monotonicMs() + lifeMs };
    return answer.access_token;
  }

  async #request(): Promise<TokenAnswer> {
    const { clientId, clientSecret } = this.credentials;
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString("base64");
    const response = await sendRequest(this.gatewayUrl, "/oauth/token", {
      method: "POST",
      headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
      body: "grant_type=client_credentials",
    });
    if (response.ok) return (await response.json()) as TokenAnswer;
    const reason = await response.text();
    throw new CommandError(
      `The gateway gives no token to client ${clientId} (${response.status} ${reason.slice(0, 200)}); ` +
        `check the credentials file and INTERLOCK_CLIENT.`,
      response.status >= 500 ? EXIT_CODE.environment : EXIT_CODE.notAuthorised,
    );
  }
}
