import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { notFound } from "../http/refusals.js";
import type { VersionFilter } from "../participants/versions-statement.js";
import { participantId, publicationsStatement } from "./publications-statement.js";

/** A pact as one consumer version published it. */
export interface PublishedPactRecord {
  readonly consumer: string;
  readonly consumerVersionId: string;
  readonly number: string;
  readonly provider: string;
  readonly sha: string;
  readonly contentId: string;
  readonly publishedAt: Date;
}

/** Which versions of a consumer count: one, the newest with a tag or on a branch, or the newest of all. */
export type PactVersionChoice =
  | { readonly number: string }
  | { readonly tag: string }
  | { readonly branch: string }
  | { readonly mainBranch: true }
  | { readonly latest: true };

const PACT = `
  SELECT c.name AS consumer, p.consumer_version_id AS "consumerVersionId", v.number, o.name AS provider, t.sha,
    t.id AS "contentId", p.published_at AS "publishedAt"
  FROM il.pact_publication p JOIN il.pact_content t ON t.id = p.content_id
  JOIN il.pact_participant c ON c.id = p.consumer_id JOIN il.pact_participant o ON o.id = p.provider_id
  JOIN il.pact_version v ON v.id = p.consumer_version_id`;
/** The newest publication of each pair that the names leave, found by its version. */
function newestQuery(
  provider: string | undefined,
  consumer: string | undefined,
  choice: PactVersionChoice,
): { readonly statement: string; readonly values: readonly unknown[] } {
  const values: string[] = [];
  const parameter = (value: string): string => `$${values.push(value)}::text`;
  const filter: VersionFilter = {
    ...("number" in choice ? { number: parameter(choice.number) } : {}),
    ...("tag" in choice ? { tag: parameter(choice.tag) } : {}),
    ...("branch" in choice ? { branch: parameter(choice.branch) } : {}),
    ...("mainBranch" in choice ? { branch: { isMain: true } } : {}),
  };
  const names = [
    ...(provider === undefined ? [] : [`i.provider_id = ${participantId(parameter(provider))}`]),
    ...(consumer === undefined ? [] : [`i.consumer_id = ${participantId(parameter(consumer))}`]),
  ];
  const statement = `
    SELECT c.name AS consumer, p.consumer_version_id AS "consumerVersionId", v.number, o.name AS provider, t.sha,
      t.id AS "contentId", p.published_at AS "publishedAt"
    FROM il.pact_integration i JOIN LATERAL (${publicationsStatement(filter, true)}) p ON true
    JOIN il.pact_content t ON t.id = p.content_id JOIN il.pact_version v ON v.id = p.consumer_version_id
    JOIN il.pact_participant c ON c.id = i.consumer_id JOIN il.pact_participant o ON o.id = i.provider_id
    WHERE ${["true", ...names].join(" AND ")} ORDER BY o.name, c.name`;
  return { statement, values };
}

const BODY = `
  SELECT t.id, t.body, t.created_at AS "createdAt" FROM il.pact_content t
  JOIN il.pact_participant c ON c.id = t.consumer_id JOIN il.pact_participant o ON o.id = t.provider_id
  WHERE o.name = $1 AND c.name = $2 AND t.sha = $3`;
const CONTENT_ID = `
  SELECT t.id FROM il.pact_content t
  WHERE t.provider_id = ${participantId("$1")} AND t.consumer_id = ${participantId("$2")} AND t.sha = $3`;
const LATEST_OF_CONTENT = `${PACT} WHERE p.content_id = $1 ORDER BY p.consumer_version_id DESC LIMIT 1`;
const OF_VERSION = `${PACT} WHERE p.consumer_version_id = $1 ORDER BY o.name`;

/** Content of a pair. */
export interface StoredContent {
  readonly id: string;
  readonly body: string;
  readonly createdAt: Date;
}

/** Reads published pacts. */
export class ReadPacts {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read">) {}

  /** The newest pact of each pair that the choice leaves; undefined names do not restrict. */
  async newest(
    provider: string | undefined,
    consumer: string | undefined,
    choice: PactVersionChoice,
  ): Promise<readonly PublishedPactRecord[]> {
    const { statement, values } = newestQuery(provider, consumer, choice);
    return await this.unitOfWork.read<PublishedPactRecord>(statement, values);
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async one(provider: string, consumer: string, choice: PactVersionChoice): Promise<PublishedPactRecord> {
    const [pact] = await this.newest(provider, consumer, choice);
    if (pact === undefined) throw notFound(`No pact between ${consumer} and ${provider} for this version`);
    return pact;
  }

  async ofVersion(versionId: string): Promise<readonly PublishedPactRecord[]> {
    return await this.unitOfWork.read<PublishedPactRecord>(OF_VERSION, [versionId]);
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async content(provider: string, consumer: string, sha: string): Promise<StoredContent> {
    const [content] = await this.unitOfWork.read<StoredContent>(BODY, [provider, consumer, sha]);
    if (content === undefined) throw notFound(`No pact between ${consumer} and ${provider} with the content ${sha}`);
    return content;
  }

  /** The content without reading it. @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async contentId(provider: string, consumer: string, sha: string): Promise<string> {
    const [content] = await this.unitOfWork.read<{ id: string }>(CONTENT_ID, [provider, consumer, sha]);
    if (content === undefined) throw notFound(`No pact between ${consumer} and ${provider} with the content ${sha}`);
    return content.id;
  }

  /** The newest publication of a content. @throws InterlockError PACT_RESOURCE_NOT_FOUND when all are deleted */
  async latestOf(contentId: string): Promise<PublishedPactRecord> {
    const [pact] = await this.unitOfWork.read<PublishedPactRecord>(LATEST_OF_CONTENT, [contentId]);
    if (pact === undefined) throw notFound("No published version with this content");
    return pact;
  }
}
