import type { BrokerLinks } from "../http/broker-links.js";
import { verificationStatus, webhookStatus } from "./dashboard-status.js";
import type { DashboardItem } from "./read-dashboard.js";

/** The dashboard as other tools read it. */
export function dashboardResource(self: string, items: readonly DashboardItem[], links: BrokerLinks): object {
  return {
    items: items.map((item) => itemResource(item, links)),
    _links: { self: { href: self, title: "Dashboard" } },
  };
}

function itemResource(item: DashboardItem, links: BrokerLinks): object {
  const { consumer, consumerNumber, branches, tags, provider, publishedAt, providerNumber, webhookAt } = item;
  const version = { number: consumerNumber, branches, tags, _links: linkTo(links.version(consumer, consumerNumber)) };
  const pact = links.pact(provider, consumer, consumerNumber);
  return {
    consumer: { name: consumer, version, _links: linkTo(links.participant(consumer)) },
    provider: {
      name: provider,
      version: providerNumber === null ? null : { number: providerNumber },
      _links: linkTo(links.participant(provider)),
    },
    pact: { createdAt: publishedAt, _links: linkTo(pact) },
    latestVerificationResult: resultResource(item, links),
    verificationStatus: verificationStatus(item),
    webhookStatus: webhookStatus(item),
    latestWebhookExecution: webhookAt === null ? null : { triggeredAt: webhookAt },
    _links: { "pb:triggered-webhooks": { href: `${pact}/triggered-webhooks`, title: "What webhooks have sent" } },
  };
}

function resultResource(item: DashboardItem, links: BrokerLinks): object | null {
  const { consumer, provider, sha, verificationId, isSuccess, verifiedAt } = item;
  if (verificationId === null) return null;
  const href = `${links.content(provider, consumer, sha)}/verification-results/${verificationId}`;
  return { success: isSuccess, verifiedAt, _links: linkTo(href) };
}

const linkTo = (href: string): object => ({ self: { href } });
