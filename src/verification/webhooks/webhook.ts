/** What may call a webhook. */
export const WEBHOOK_EVENTS = [
  "contract_content_changed",
  "contract_published",
  "contract_requiring_verification_published",
  "provider_verification_published",
  "provider_verification_succeeded",
  "provider_verification_failed",
] as const;

export const WEBHOOK_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type WebhookMethod = (typeof WEBHOOK_METHODS)[number];

/** The request a webhook sends. Texts may hold `${pactbroker.…}` values. */
export interface WebhookRequest {
  readonly method: WebhookMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Text is sent as it is, everything else as JSON. */
  readonly body?: unknown;
}

export interface WebhookDefinition {
  readonly description: string | null;
  /** Null means any. */
  readonly provider: string | null;
  readonly consumer: string | null;
  readonly isEnabled: boolean;
  readonly events: readonly string[];
  readonly request: WebhookRequest;
  /** `whsec_…`, chosen by the client; without it one is made, and kept when the webhook is replaced. */
  readonly signingSecret?: string | undefined;
}

/** A stored webhook. Its request shows `**********` for the password and for secret headers. */
export interface Webhook extends Omit<WebhookDefinition, "signingSecret"> {
  readonly id: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
