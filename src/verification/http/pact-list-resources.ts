import type { PublishedPactRecord } from "../publication/read-pacts.js";
import type { BrokerLinks, Link } from "./broker-links.js";

/** Link to a pact as its version published it. */
export function pactLink({ provider, consumer, number }: PublishedPactRecord, links: BrokerLinks): Link {
  return {
    href: links.pact(provider, consumer, number),
    title: `Pact between ${consumer} (${number}) and ${provider}`,
    name: consumer,
  };
}

/** Pacts of a provider with several consumers. */
export function providerPactsResource(
  self: Link,
  provider: string,
  pacts: readonly PublishedPactRecord[],
  links: BrokerLinks,
): object {
  const named = pacts.map((pact) => pactLink(pact, links));
  const participant = { href: links.participant(provider), name: provider };
  return { _links: { self, "pb:provider": participant, provider: participant, "pb:pacts": named, pacts: named } };
}

/** Versions of the pact of one pair. */
export function pairPactsResource(
  self: Link,
  { provider, consumer }: { readonly provider: string; readonly consumer: string },
  pacts: readonly PublishedPactRecord[],
  links: BrokerLinks,
): object {
  const named = pacts.map((pact) => pactLink(pact, links));
  return {
    _embedded: { pacts: pacts.map((pact) => embeddedPact(pact, links)) },
    _links: {
      self,
      consumer: { href: links.participant(consumer), title: "Consumer", name: consumer },
      provider: { href: links.participant(provider), title: "Provider", name: provider },
      // Clients that list pacts read these.
      "pb:pacts": named,
      "pb:pact-versions": named,
      "pact-versions": named,
    },
  };
}

function embeddedPact(pact: PublishedPactRecord, links: BrokerLinks): object {
  const { consumer, number, publishedAt } = pact;
  const version = {
    number,
    _links: { self: { href: links.version(consumer, number), title: "Version", name: number } },
  };
  return { createdAt: publishedAt, _embedded: { consumerVersion: version }, _links: { self: pactLink(pact, links) } };
}
