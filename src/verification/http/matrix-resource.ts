import type { DeploymentVerdict } from "../matrix/deployment-verdict.js";
import type { MatrixRow } from "../matrix/matrix-row.js";
import type { BrokerLinks } from "./broker-links.js";

/** A verdict as Pact clients read it. */
export function matrixResource(
  { isDeployable, reason, counts, notices, rows }: DeploymentVerdict,
  links: BrokerLinks,
): object {
  return {
    summary: { deployable: isDeployable, reason, ...counts },
    notices,
    matrix: rows.map((row) => rowResource(row, links)),
  };
}

function rowResource(row: MatrixRow, links: BrokerLinks): object {
  const { consumer, provider, consumerNumber, providerNumber, sha, publishedAt, isIgnored } = row;
  return {
    consumer: {
      name: consumer,
      version: versionOf(links, consumer, consumerNumber, row.consumerBranches, row.consumerTags),
      _links: { self: { href: links.participant(consumer) } },
    },
    provider: {
      name: provider,
      version:
        providerNumber === null
          ? null
          : versionOf(links, provider, providerNumber, row.providerBranches, row.providerTags),
      _links: { self: { href: links.participant(provider) } },
    },
    pact: { createdAt: publishedAt, _links: { self: { href: links.pact(provider, consumer, consumerNumber) } } },
    verificationResult: resultOf(row, links.content(provider, consumer, sha)),
    ...(isIgnored ? { ignored: true } : {}),
  };
}

function resultOf({ success, verificationId, verifiedAt, isReused }: MatrixRow, content: string): object | null {
  if (success === null || verificationId === null) return null;
  const reused = isReused ? { reused: true } : {};
  return {
    success,
    verifiedAt,
    ...reused,
    _links: { self: { href: `${content}/verification-results/${verificationId}` } },
  };
}

function versionOf(
  links: BrokerLinks,
  participant: string,
  number: string,
  branches: readonly string[],
  tags: readonly string[],
): object {
  return {
    number,
    branch: branches[0] ?? null,
    branches: branches.map((name) => ({
      name,
      _links: { self: { href: links.branchVersion(participant, name, number) } },
    })),
    tags: tags.map((name) => ({ name, _links: { self: { href: links.tag(participant, number, name) } } })),
    _links: { self: { href: links.version(participant, number) } },
  };
}
