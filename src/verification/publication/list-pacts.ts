import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PublishedPactRecord } from "./read-pacts.js";

const ROWS_MAX = 1000;

const PACT = `
  c.name AS consumer, p.consumer_version_id AS "consumerVersionId", v.number, o.name AS provider, t.sha,
  t.id AS "contentId", p.published_at AS "publishedAt"`;
const JOINS = `
  JOIN il.pact_content t ON t.id = p.content_id JOIN il.pact_version v ON v.id = p.consumer_version_id`;
const PAIRS = `
  FROM il.pact_participant o JOIN il.pact_integration i ON i.provider_id = o.id
  JOIN il.pact_participant c ON c.id = i.consumer_id`;
const NAMED = `WHERE o.name = $1 AND ($2::text IS NULL OR c.name = $2)`;
/** $3 branch, null for each consumer's main branch; $4 how many of each consumer. */
const ON_BRANCH = `
  SELECT ${PACT} ${PAIRS}
  JOIN il.pact_branch b ON b.participant_id = c.id AND b.name = coalesce($3, c.main_branch)
  JOIN LATERAL (SELECT q.* FROM il.pact_branch_version bv
    JOIN il.pact_publication q ON q.consumer_version_id = bv.version_id AND q.provider_id = o.id
    WHERE bv.branch_id = b.id ORDER BY bv.version_id DESC LIMIT $4) p ON true ${JOINS} ${NAMED}
  ORDER BY c.name, p.consumer_version_id DESC LIMIT ${ROWS_MAX}`;
const OF_PAIR = `
  SELECT ${PACT} ${PAIRS}
  JOIN LATERAL (SELECT q.* FROM il.pact_publication q WHERE q.provider_id = o.id AND q.consumer_id = c.id
    ORDER BY q.consumer_version_id DESC LIMIT $3) p ON true ${JOINS} ${NAMED}
  ORDER BY c.name, p.consumer_version_id DESC LIMIT ${ROWS_MAX}`;
/** $3 id or name of an environment. */
const IN_ENVIRONMENT = `
  SELECT DISTINCT ${PACT} ${PAIRS} JOIN il.pact_environment e ON e.id::text = lower($3) OR e.name = $3
  JOIN il.pact_environment_version x ON x.environment_id = e.id AND x.participant_id = c.id AND x.ended_at IS NULL
  JOIN il.pact_publication p ON p.consumer_version_id = x.version_id AND p.provider_id = o.id ${JOINS} ${NAMED}
  ORDER BY c.name, p.consumer_version_id DESC LIMIT ${ROWS_MAX}`;
const PREVIOUS_DISTINCT = `
  SELECT ${PACT} ${PAIRS} JOIN il.pact_publication p ON p.provider_id = o.id AND p.consumer_id = c.id ${JOINS} ${NAMED}
    AND p.consumer_version_id < $3 AND p.content_id <> $4 ORDER BY p.consumer_version_id DESC LIMIT 1`;

/** Lists published pacts, the newest first; a thousand at most. */
export class ListPacts {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read">) {}

  /** @param branch undefined for the main branch of each consumer */
  async onBranch(
    provider: string,
    consumer: string | undefined,
    branch: string | undefined,
    isLatestOnly: boolean,
  ): Promise<readonly PublishedPactRecord[]> {
    const values = [provider, consumer ?? null, branch ?? null, isLatestOnly ? 1 : ROWS_MAX];
    return await this.unitOfWork.read<PublishedPactRecord>(ON_BRANCH, values);
  }

  async ofPair(provider: string, consumer: string): Promise<readonly PublishedPactRecord[]> {
    return await this.unitOfWork.read<PublishedPactRecord>(OF_PAIR, [provider, consumer, ROWS_MAX]);
  }

  /** Of versions that are there now. @param environment its id or its name */
  async inEnvironment(provider: string, environment: string): Promise<readonly PublishedPactRecord[]> {
    return await this.unitOfWork.read<PublishedPactRecord>(IN_ENVIRONMENT, [provider, null, environment]);
  }

  /** The newest pact before this one that demands something else. */
  async previousDistinct(pact: PublishedPactRecord): Promise<PublishedPactRecord | undefined> {
    const { provider, consumer, consumerVersionId, contentId } = pact;
    const values = [provider, consumer, consumerVersionId, contentId];
    return (await this.unitOfWork.read<PublishedPactRecord>(PREVIOUS_DISTINCT, values))[0];
  }
}
