/** What may call a webhook. */
export const WEBHOOK_EVENTS = [
  "contract_content_changed",
  "contract_published",
  "contract_requiring_verification_published",
  "provider_verification_published",
  "provider_verification_succeeded",
  "provider_verification_failed",
] as const;

/** The request a webhook sends. */
export interface WebhookRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly username?: string | undefined;
  /** Never shown: neither in an answer nor in the audit. */
  readonly password?: string | undefined;
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
}

export interface Webhook extends WebhookDefinition {
  readonly id: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
