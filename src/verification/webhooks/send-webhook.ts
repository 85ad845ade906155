import type { Clock } from "../../kernel/clock.js";
import { type GuardedHttp, type GuardedRequest, GuardedRequestError } from "../../platform/outbound/public.js";
import type { IssuerLocation } from "../../platform/security/public.js";
import { SecretUnreadableError } from "../../platform/secrets/public.js";
import type { EventContext } from "./event-context.js";
import { renderRequest } from "./render-request.js";
import { templateValues } from "./template-values.js";
import type { WebhookRequest } from "./webhook.js";
import type { WebhookVault } from "./webhook-vault.js";

/** What is sent. */
export interface Outgoing {
  /** Of the delivery. */
  readonly id: string;
  readonly webhookId: string;
  readonly event: string;
  readonly request: WebhookRequest;
  readonly sealedSecrets: string | null;
  readonly context: EventContext;
}

/** What became of one attempt. */
export interface Attempt {
  readonly isSuccess: boolean;
  /** True when the same request may succeed later. */
  readonly isRetryable: boolean;
  /** HTTP status of the answer; null when none came. */
  readonly status: number | null;
  /** What was done, line by line, without secrets. */
  readonly log: string;
  readonly startedAt: Date;
  /** What was sent; undefined when nothing could be made. */
  readonly sent?: GuardedRequest;
  /** Body of the answer; undefined where it may not be shown. */
  readonly answerText?: string;
}

/** Answers that say "later": timeout, too early, too many requests, and whatever is wrong with the server. */
const LATER = new Set([408, 425, 429]);

/** Sends one webhook once. */
export class SendWebhook {
  constructor(
    private readonly vault: WebhookVault,
    private readonly http: GuardedHttp,
    private readonly location: IssuerLocation,
    private readonly clock: Clock,
  ) {}

  async send(outgoing: Outgoing): Promise<Attempt> {
    const startedAt = this.clock.now();
    const failed = (error: Error, isRetryable: boolean, lines: readonly string[] = []): Attempt => {
      const log = [...lines, `failed: ${error.message}`].join("\n");
      return { isSuccess: false, isRetryable, status: null, log, startedAt };
    };
    let sent: GuardedRequest;
    try {
      sent = this.#render(outgoing, startedAt);
    } catch (error) {
      if (error instanceof SecretUnreadableError || error instanceof TypeError) return failed(error, false);
      throw error;
    }
    const line = `${sent.method} ${sent.url.origin}${sent.url.pathname} for ${outgoing.event}`;
    try {
      const { status, text } = await this.http.send(sent);
      const shown = this.http.mayShowAnswer(sent.url) ? { answerText: text } : {};
      return { ...judge(status), status, log: `${line}\nanswered ${status}`, startedAt, sent, ...shown };
    } catch (error) {
      if (error instanceof GuardedRequestError) return { ...failed(error, error.isRetryable, [line]), sent };
      throw error;
    }
  }

  #render({ id, webhookId, event, request, sealedSecrets, context }: Outgoing, at: Date): GuardedRequest {
    const values = templateValues(event, context, this.location.url);
    return renderRequest(request, this.vault.open(sealedSecrets, webhookId), values, { id, at });
  }
}

function judge(status: number): Pick<Attempt, "isSuccess" | "isRetryable"> {
  return { isSuccess: status >= 200 && status <= 299, isRetryable: status >= 500 || LATER.has(status) };
}
