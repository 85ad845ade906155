import type { Notice } from "../matrix/deployment-verdict.js";
import type { ProviderContract, ProviderContractOutcome } from "../publication/publish-provider-contract.js";
import type { BrokerLinks } from "./broker-links.js";

/** Clients print every notice. */
const REASONS_MAX = 20;
const DIGEST_SHOWN = 12;

/** What `pactflow publish-provider-contract` prints and follows. */
export function providerContractResource(
  contract: ProviderContract,
  outcome: ProviderContractOutcome,
  links: BrokerLinks,
): object {
  const { provider, number, tags } = contract;
  const version = links.version(provider, number);
  return {
    notices: noticesOf(contract, outcome),
    _embedded: { version: { number, _links: { self: { href: version } } } },
    _links: {
      self: { href: `${links.to("provider-contracts", "provider", provider)}/publish` },
      "pb:pacticipant": { href: links.participant(provider), name: provider },
      "pb:pacticipant-version": { href: version, name: number },
      "pb:pacticipant-version-tags": tags.map((tag) => ({ href: links.tag(provider, number, tag), name: tag })),
    },
  };
}

function noticesOf({ provider, number }: ProviderContract, outcome: ProviderContractOutcome): readonly Notice[] {
  const published: Notice = { type: "success", text: `Provider contract published for ${provider} version ${number}` };
  if (outcome === undefined) {
    const text = "It is no contract of an API that is governed here; pacts alone are compared with it.";
    return [published, { type: "info", text }];
  }
  const shown = outcome.digest.slice(0, DIGEST_SHOWN);
  switch (outcome.verdict) {
    case "IN_FORCE":
      return [published, { type: "info", text: `This contract is in force already (${shown}).` }];
    case "PASSED": {
      const text = `Contract version ${shown} passes ${outcome.passed.join(", ")}; others than its author may approve it.`;
      return [published, { type: "info", text }];
    }
    case "BLOCKED":
      return [published, ...blockedNotices(shown, outcome.reasons)];
  }
}

function blockedNotices(digest: string, reasons: readonly string[]): readonly Notice[] {
  const text = `Contract version ${digest} cannot be promoted, and can-i-deploy says no for it:`;
  const left = reasons.length - REASONS_MAX;
  const lines = [...reasons.slice(0, REASONS_MAX), ...(left > 0 ? [`and ${left} reasons more`] : [])];
  return [{ type: "error", text }, ...lines.map((reason): Notice => ({ type: "error", text: `  ${reason}` }))];
}
