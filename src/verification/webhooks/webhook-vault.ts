import { type SecretBox, SecretUnreadableError } from "../../platform/secrets/public.js";
import type { WebhookSecrets } from "./webhook-secrets.js";

/** Secrets of webhooks, sealed for the one webhook they belong to. */
export class WebhookVault {
  constructor(private readonly box: SecretBox) {}

  seal(secrets: WebhookSecrets, webhookId: string): string {
    return this.box.seal(JSON.stringify(secrets), contextOf(webhookId));
  }

  /** @throws SecretUnreadableError */
  open(sealed: string | null, webhookId: string): WebhookSecrets {
    if (sealed === null) throw new SecretUnreadableError(`Webhook ${webhookId} has no secrets; set its request again.`);
    // What the box opens is what was sealed above.
    return JSON.parse(this.box.open(sealed, contextOf(webhookId))) as WebhookSecrets;
  }

  /** Undefined when there is nothing, or nothing that can be read any more: a new definition replaces it. */
  tryOpen(sealed: string | null, webhookId: string): WebhookSecrets | undefined {
    try {
      return sealed === null ? undefined : this.open(sealed, webhookId);
    } catch (error) {
      if (error instanceof SecretUnreadableError) return undefined;
      throw error;
    }
  }
}

const contextOf = (webhookId: string): string => `pact-webhook/${webhookId.toLowerCase()}`;
