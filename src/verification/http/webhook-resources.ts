import type { Attempt } from "../webhooks/send-webhook.js";
import type { Delivery } from "../webhooks/read-deliveries.js";
import { HIDDEN } from "../webhooks/webhook-secrets.js";
import type { Webhook } from "../webhooks/webhook.js";
import type { BrokerLinks, Link } from "./broker-links.js";

/** A webhook as Pact clients read it. */
export function webhookResource(webhook: Webhook, links: BrokerLinks): object {
  const { id, description, provider, consumer, isEnabled, events, request, createdAt, updatedAt } = webhook;
  const self = links.to("webhooks", id);
  const participant = (name: string | null) => (name === null ? undefined : { href: links.participant(name), name });
  return {
    uuid: id,
    ...(description === null ? {} : { description }),
    enabled: isEnabled,
    ...(provider === null ? {} : { provider: { name: provider } }),
    ...(consumer === null ? {} : { consumer: { name: consumer } }),
    events: events.map((name) => ({ name })),
    request,
    createdAt,
    updatedAt,
    _links: {
      self: { href: self, title: description ?? id, name: id },
      "pb:execute": { href: `${self}/execute`, title: "Test the execution of the webhook" },
      "pb:triggered-webhooks": { href: `${self}/triggered-webhooks`, title: "What it has sent" },
      "pb:consumer": participant(consumer),
      "pb:provider": participant(provider),
      "pb:webhooks": { href: links.to("webhooks"), title: "All webhooks" },
    },
  };
}

/**
 * What became of a test. Of public hosts nothing is shown but the status: they are not asked on behalf of strangers.
 * @param id of the webhook; undefined for one that is not stored
 */
export function executionResource(id: string | undefined, attempt: Attempt, links: BrokerLinks): object {
  const { isSuccess, status, log, sent, answerText } = attempt;
  const self = id === undefined ? links.to("webhooks") : links.to("webhooks", id);
  return {
    success: isSuccess,
    logs: `${log}\n${isSuccess ? "success" : "failure"}`,
    ...(sent === undefined ? {} : { request: shownRequest(sent) }),
    ...(status === null ? {} : { response: { status, ...(answerText === undefined ? {} : { body: answerText }) } }),
    ...(answerText === undefined
      ? { message: "The answer's body is shown for hosts of INTERLOCK_WEBHOOK_HOSTS only." }
      : {}),
    _links: {
      ...(id === undefined ? {} : { webhook: { href: self } }),
      "try-again": { href: `${self}/execute`, title: "Execute the webhook again" },
    },
  };
}

/** Which headers are secret only the definition knows; so a test shows their names. */
function shownRequest({ method, url, headers, body }: NonNullable<Attempt["sent"]>): object {
  const hidden = Object.keys(headers).map((name) => [name, name.startsWith("webhook-") ? headers[name] : HIDDEN]);
  return { method, url: url.href, headers: Object.fromEntries(hidden) as object, ...(body === null ? {} : { body }) };
}

/** What webhooks have sent: one of them, or all for one pact. */
export function deliveriesResource(self: Link, deliveries: readonly Delivery[], links: BrokerLinks): object {
  const triggeredWebhooks = deliveries.map((delivery) => ({
    uuid: delivery.id,
    name: delivery.event,
    status: STATUS[delivery.state],
    attemptsMade: delivery.attempts,
    consumer: { name: delivery.consumer, version: delivery.consumerNumber },
    provider: { name: delivery.provider },
    triggeredAt: delivery.createdAt,
    ...(delivery.state === "RETRY_WAIT" ? { nextAttemptAt: delivery.dueAt } : {}),
    ...(delivery.finishedAt === null ? {} : { finishedAt: delivery.finishedAt }),
    _links: {
      logs: { href: `${links.to("triggered-webhooks", delivery.id)}/logs`, title: "Logs" },
      "pb:webhook": { href: links.to("webhooks", delivery.webhookId), title: "Webhook" },
    },
  }));
  return { _embedded: { triggeredWebhooks }, _links: { self } };
}

const STATUS = {
  PENDING: "not_run",
  SENDING: "not_run",
  RETRY_WAIT: "retrying",
  SUCCEEDED: "success",
  FAILED: "failure",
} as const;
