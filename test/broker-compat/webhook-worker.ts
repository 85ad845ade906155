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
  readonly #http = new GuardedHttp(new AllowedHosts(["127.0.0.1"]));
  readonly #deliveries: DeliverWebhooks;

  /** @param keys folder with the keys of the registry's secrets */
  constructor(stage: BrokerStage, keys: string) {
    const url = stage.url.replace(/\/pact-broker$/, "");
    const location = new IssuerLocation({ publicUrl: url, host: "", port: 0, tls: undefined });
    const sender = new SendWebhook(new WebhookVault(SecretBox.open(keys)), this.#http, location, systemClock);
    this.#deliveries = new DeliverWebhooks(stage.unitOfWork, new AuditLog(systemClock), sender);
  }

  /** Sends everything that is due. */
  async work(): Promise<void> {
    while (await this.#deliveries.runOnce());
  }

  async close(): Promise<void> {
    await this.#http.close();
  }
}
