import type { VersionFilter } from "../participants/versions-statement.js";
import { participantId, publicationsStatement } from "../publication/publications-statement.js";
import type { ConsumerVersionSelector } from "./selection-request.js";

/** A statement with the values of its parameters. */
export interface Query {
  readonly statement: string;
  readonly values: readonly unknown[];
}

/** Columns of a publication `p` of consumer `c`. */
const CANDIDATE = `
  p.content_id AS "contentId", (SELECT t.sha FROM il.pact_content t WHERE t.id = p.content_id) AS sha, c.name AS consumer,
  p.consumer_version_id AS "versionId", (SELECT v.number FROM il.pact_version v WHERE v.id = p.consumer_version_id) AS number`;

/**
 * What a selector selects of a provider's consumers. Each selector has its statement, which begins with its narrowest part:
 * one statement for all of them would have to go through every publication of every consumer.
 */
export function selectQuery(providerId: string, selector: ConsumerVersionSelector): Query {
  const values: unknown[] = [providerId];
  const parameter = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  const { consumer } = selector;
  const ofConsumer = consumer === undefined ? "" : `AND i.consumer_id = ${participantId(parameter(consumer, "text"))}`;
  const statement = `
    SELECT ${CANDIDATE} FROM il.pact_integration i JOIN il.pact_participant c ON c.id = i.consumer_id
    JOIN LATERAL (${publications(selector, parameter)}) p ON true
    WHERE i.provider_id = $1::bigint ${ofConsumer}
    ORDER BY c.name, p.consumer_version_id DESC`;
  return { statement, values };
}

/** Of a branch only its head counts; in environments every version that is there. */
function publications(
  { branch, tag, environment, isMainBranch, isLatest, isDeployed, isReleased }: ConsumerVersionSelector,
  parameter: (value: unknown, type: string) => string,
): string {
  const kinds = [...(isDeployed ? ["DEPLOYED"] : []), ...(isReleased ? ["RELEASED"] : [])];
  const isPresent = kinds.length > 0 || environment !== undefined;
  const presence = {
    ...(kinds.length === 0 ? {} : { kinds: parameter(kinds, "text[]") }),
    ...(environment === undefined ? {} : { environmentId: environmentId(parameter(environment, "text")) }),
  };
  const filter: VersionFilter = {
    ...(isPresent ? { presence } : {}),
    ...(tag === undefined ? {} : { tag: parameter(tag, "text") }),
    ...(branch === undefined ? {} : { branch: parameter(branch, "text") }),
    ...(isMainBranch ? { branch: { isMain: true } } : {}),
  };
  const isHead = isLatest || branch !== undefined || isMainBranch;
  return publicationsStatement(filter, isHead && !isPresent);
}

const environmentId = (name: string): string => `(SELECT n.id FROM il.pact_environment n WHERE n.name = ${name})`;

/** Contents of $1 that branch $3 of provider $2 never verified. */
export const PENDING_FOR_BRANCH = `
  SELECT w.id FROM unnest($1::bigint[]) AS w(id) WHERE NOT EXISTS (SELECT FROM il.pact_first_success f
    WHERE f.content_id = w.id AND f.branch_id = (SELECT b.id FROM il.pact_branch b WHERE b.participant_id = $2 AND b.name = $3))`;

/** Contents of $1 that versions of provider $2 with one of the tags $3 never verified. */
export const PENDING_FOR_TAGS = `
  SELECT w.id FROM unnest($1::bigint[]) AS w(id) WHERE EXISTS (SELECT FROM unnest($3::text[]) AS want(name)
    WHERE NOT EXISTS (${verifiedByTag("want.name", "w.id", "$2")}))`;

/** Contents of $1 that nobody ever verified. */
export const PENDING_FOR_ALL = `
  SELECT w.id FROM unnest($1::bigint[]) AS w(id)
  WHERE NOT EXISTS (SELECT FROM il.pact_verdict d WHERE d.content_id = w.id AND d.success)`;

/** Heads, since $2, of branches of the consumers of provider $1: of each content the newest. */
const HEADS = `
  SELECT DISTINCT ON (p.content_id) ${CANDIDATE}
  FROM il.pact_integration i JOIN il.pact_participant c ON c.id = i.consumer_id
  JOIN il.pact_branch b ON b.participant_id = i.consumer_id
  JOIN LATERAL (SELECT q.* FROM il.pact_branch_version bv
    JOIN il.pact_publication q ON q.consumer_version_id = bv.version_id AND q.provider_id = i.provider_id
    WHERE bv.branch_id = b.id ORDER BY bv.version_id DESC LIMIT 1) p ON p.published_at >= $2::timestamptz`;
const NEWEST_OF_CONTENT = `ORDER BY p.content_id, p.consumer_version_id DESC`;

/**
 * Work in progress that branch $3 of the provider has not verified. A content that another branch verified before this
 * branch began is not new to it and left out.
 */
export const WORK_IN_PROGRESS_FOR_BRANCH = `${HEADS}
  LEFT JOIN il.pact_branch own ON own.participant_id = i.provider_id AND own.name = $3::text
  WHERE i.provider_id = $1::bigint AND NOT EXISTS (SELECT FROM il.pact_first_success f
    WHERE f.content_id = p.content_id AND (f.branch_id = own.id OR f.succeeded_at < coalesce(own.created_at, now())))
  ${NEWEST_OF_CONTENT}`;

/** Work in progress that no version with one of the tags $3 has verified. */
export const WORK_IN_PROGRESS_FOR_TAGS = `${HEADS}
  WHERE i.provider_id = $1::bigint AND NOT EXISTS (SELECT FROM unnest($3::text[]) AS want(name)
    WHERE EXISTS (${verifiedByTag("want.name", "p.content_id", "$1")}))
  ${NEWEST_OF_CONTENT}`;

function verifiedByTag(tag: string, content: string, provider: string): string {
  return `SELECT FROM il.pact_version_tag g JOIN il.pact_verdict d ON d.provider_version_id = g.version_id
    WHERE g.participant_id = ${provider}::bigint AND g.name = ${tag} AND d.content_id = ${content} AND d.success`;
}
