import type { Provider } from "@nestjs/common";
import type { Logger } from "pino";
import type { Configuration } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";
import { AuditLog } from "../../platform/audit/public.js";
import { AllowedHosts, GuardedHttp } from "../../platform/outbound/public.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../../platform/platform-tokens.js";
import { SecretBox } from "../../platform/secrets/public.js";
import { IssuerLocation } from "../../platform/security/public.js";
import { Metrics } from "../../platform/telemetry/metrics.js";
import { DeliverWebhooks } from "./deliver-webhooks.js";
import { ReadDeliveries } from "./read-deliveries.js";
import { SendWebhook } from "./send-webhook.js";
import { TestWebhook } from "./test-webhook.js";
import { webhookGauge } from "./webhook-gauge.js";
import { WebhookRegistry } from "./webhook-registry.js";
import { WebhookRunner } from "./webhook-runner.js";
import { WebhookVault } from "./webhook-vault.js";

/** Definitions, deliveries and tests of webhooks; parts of the module of this capability. */
export const webhookProviders: Provider[] = [
  {
    provide: GuardedHttp,
    inject: [CONFIGURATION],
    useFactory: ({ webhookHosts }: Configuration) => new GuardedHttp(new AllowedHosts(webhookHosts)),
  },
  {
    provide: WebhookVault,
    inject: [CONFIGURATION],
    useFactory: ({ secretKeysDir }: Configuration) => new WebhookVault(SecretBox.open(secretKeysDir)),
  },
  {
    provide: WebhookRegistry,
    inject: [UnitOfWork, AuditLog, WebhookVault],
    useFactory: (unitOfWork: UnitOfWork, audit: AuditLog, vault: WebhookVault) =>
      new WebhookRegistry(unitOfWork, audit, vault),
  },
  {
    provide: SendWebhook,
    inject: [WebhookVault, GuardedHttp, IssuerLocation, CLOCK],
    useFactory: (vault: WebhookVault, http: GuardedHttp, location: IssuerLocation, clock: Clock) =>
      new SendWebhook(vault, http, location, clock),
  },
  {
    provide: TestWebhook,
    inject: [UnitOfWork, AuditLog, WebhookRegistry, SendWebhook, WebhookVault],
    useFactory: (
      unitOfWork: UnitOfWork,
      audit: AuditLog,
      webhooks: WebhookRegistry,
      sender: SendWebhook,
      vault: WebhookVault,
    ) => new TestWebhook(unitOfWork, audit, webhooks, sender, vault),
  },
  {
    provide: ReadDeliveries,
    inject: [UnitOfWork],
    useFactory: (unitOfWork: UnitOfWork) => new ReadDeliveries(unitOfWork),
  },
  {
    provide: DeliverWebhooks,
    inject: [UnitOfWork, AuditLog, SendWebhook, LOGGER, Metrics],
    useFactory: (unitOfWork: UnitOfWork, audit: AuditLog, sender: SendWebhook, logger: Logger, metrics: Metrics) => {
      metrics.addGauge(webhookGauge(unitOfWork));
      const onFailure = (error: unknown): void => logger.warn({ event: "webhook.delivery-failed", err: error });
      return new DeliverWebhooks(unitOfWork, audit, sender, onFailure);
    },
  },
  {
    provide: WebhookRunner,
    inject: [DeliverWebhooks, GuardedHttp, LOGGER, CONFIGURATION],
    useFactory: (deliveries: DeliverWebhooks, http: GuardedHttp, logger: Logger, { role }: Configuration) =>
      new WebhookRunner(deliveries, http, logger, role),
  },
];
