import { systemClock } from "../../src/kernel/clock.js";
import { AuditLog } from "../../src/platform/audit/public.js";
import { AllowedHosts, GuardedHttp } from "../../src/platform/outbound/public.js";
import { SecretBox } from "../../src/platform/secrets/public.js";
import { IssuerLocation } from "../../src/platform/security/public.js";
import { DeliverWebhooks } from "../../src/verification/webhooks/deliver-webhooks.js";
import { SendWebhook } from "../../src/verification/webhooks/send-webhook.js";
import { WebhookVault } from "../../src/verification/webhooks/webhook-vault.js";
import type { BrokerStage } from "./broker-stage.js";

/** The worker's part of the product, told when to work. */
export class WebhookWorker {
  readonly #http = new GuardedHttp(new AllowedHosts(["127.0.0.1"]), 3_000);
  readonly #deliveries: DeliverWebhooks;
  readonly #failures: unknown[] = [];

  /** @param keys folder with the keys of the registry's secrets */
  constructor(stage: BrokerStage, keys: string) {
    const url = stage.url.replace(/\/pact-broker$/, "");
    const location = new IssuerLocation({ publicUrl: url, host: "", port: 0, tls: undefined });
    const sender = new SendWebhook(new WebhookVault(SecretBox.open(keys)), this.#http, location, systemClock);
    this.#deliveries = new DeliverWebhooks(stage.unitOfWork, new AuditLog(systemClock), sender, (error) => {
      this.#failures.push(error);
    });
  }

  /** Sends everything that is due, and waits until it is sent. */
  async work(): Promise<void> {
    do await this.#deliveries.settle();
    while (await this.#deliveries.begin());
    if (this.#failures.length > 0) throw new AggregateError(this.#failures.splice(0), "deliveries failed");
  }

  /** Begins to send what is due, and does not wait. */
  async begin(): Promise<void> {
    await this.#deliveries.begin();
  }

  async close(): Promise<void> {
    await this.#http.close();
  }
}
