import type { JsonObject } from "../content/canonical-json.js";
import { withInteractionIds } from "../content/pact-content.js";
import type { PublishedPactRecord } from "../publication/read-pacts.js";
import type { VerificationRecord } from "../results/verification-results.js";
import type { SelectedPact } from "../selection/selection-request.js";
import type { BrokerLinks } from "./broker-links.js";
import { encodeMetadata } from "./content-metadata.js";

/** A pact with everything a verifier needs: ids of its interactions, and where to send the result. */
export function pactResource(body: string, pact: PublishedPactRecord, links: BrokerLinks, metadata?: string): object {
  const { consumer, provider, number, sha, publishedAt } = pact;
  const content = links.content(provider, consumer, sha, metadata);
  const plain = links.content(provider, consumer, sha);
  return {
    ...withInteractionIds(JSON.parse(body) as JsonObject),
    createdAt: publishedAt,
    _links: {
      self: { href: content, title: "Pact", name: `Pact between ${consumer} (${number}) and ${provider}` },
      "pb:consumer": { href: links.participant(consumer), title: "Consumer", name: consumer },
      "pb:consumer-version": { href: links.version(consumer, number), title: "Consumer version", name: number },
      "pb:consumer-versions": [{ href: links.version(consumer, number), title: "Consumer version", name: number }],
      "pb:provider": { href: links.participant(provider), title: "Provider", name: provider },
      "pb:pact-version": { href: plain, title: "Content of the pact", name: sha },
      "pb:latest-pact-version": { href: `${links.pair(provider, consumer)}/latest`, title: "Latest pact" },
      "pb:all-pact-versions": { href: links.to("pacticipants", consumer, "versions"), title: "Versions" },
      "pb:latest-verification-results": { href: `${plain}/verification-results/latest`, title: "Latest result" },
      "pb:publish-verification-results": {
        href: `${content}/verification-results`,
        title: "Publish verification results",
      },
      curies: [{ name: "pb", href: `${links.base}/doc/{rel}`, templated: true }],
    },
  };
}

/** The list that a verifier works through. */
export function selectionResource(
  provider: string,
  pacts: readonly SelectedPact[],
  isPendingIncluded: boolean,
  links: BrokerLinks,
): object {
  return {
    _embedded: { pacts: pacts.map((pact) => selectedPact(provider, pact, isPendingIncluded, links)) },
    _links: {
      self: { href: `${links.to("pacts", "provider", provider)}/for-verification`, title: "Pacts to be verified" },
    },
  };
}

function selectedPact(provider: string, pact: SelectedPact, isPendingIncluded: boolean, links: BrokerLinks): object {
  const { consumer, sha, versions, isPending, isWorkInProgress, reasons } = pact;
  const numbers = versions.map(({ number }) => number).join(", ");
  const metadata = encodeMetadata(versions.map(({ id }) => id));
  const status = {
    ...(isPendingIncluded ? { pending: isPending } : {}),
    ...(isWorkInProgress ? { wip: true } : {}),
  };
  return {
    shortDescription: reasons.join("; "),
    verificationProperties: { ...status, notices: noticesOf(pact, isPendingIncluded, numbers) },
    _links: {
      self: {
        href: links.content(provider, consumer, sha, metadata),
        name: `Pact between ${consumer} (${numbers}) and ${provider}`,
      },
    },
  };
}

function noticesOf(
  { consumer, reasons, isPending }: SelectedPact,
  isPendingIncluded: boolean,
  numbers: string,
): object[] {
  const why = `The pact of ${consumer} (${numbers}) is being verified because ${reasons.join("; and ")}`;
  const before = { when: "before_verification", text: why };
  if (!isPendingIncluded) return [before];
  const status = isPending
    ? "This pact is pending for this version of the provider. If a verification fails, the build does not fail."
    : "This pact has been verified before by this branch of the provider. If a verification fails, the build fails.";
  const after = isPending
    ? [
        {
          when: "after_verification:success_true_published_true",
          text: "This pact is no longer pending, as a successful result has been published.",
        },
        {
          when: "after_verification:success_true_published_false",
          text: "This pact is still pending, as the successful result was not published.",
        },
        {
          when: "after_verification:success_false_published_true",
          text: "This pact is still pending, as no successful result has been published.",
        },
      ]
    : [];
  return [before, { when: "before_verification", text: status }, ...after];
}

/** A stored result. */
export function resultResource(result: VerificationRecord, links: BrokerLinks): object {
  const { id, isSuccess, provider, consumer, sha, providerNumber, buildUrl, testResults, verifiedBy, createdAt } =
    result;
  const content = links.content(provider, consumer, sha);
  return {
    success: isSuccess,
    providerApplicationVersion: providerNumber,
    verifiedAt: createdAt,
    verificationDate: createdAt,
    ...(buildUrl === null ? {} : { buildUrl }),
    ...(testResults === null ? {} : { testResults }),
    ...(verifiedBy === null ? {} : { verifiedBy }),
    _links: {
      self: { href: `${content}/verification-results/${id}`, title: "Verification result", name: id },
      "pb:pact-version": { href: content, title: "Pact", name: `Pact between ${consumer} and ${provider}` },
      "pb:provider-version": { href: links.version(provider, providerNumber), name: providerNumber },
    },
  };
}
