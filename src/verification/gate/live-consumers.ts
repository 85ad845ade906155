import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ConsumerPact } from "../comparison/judge-consumers.js";
import type { JsonObject } from "../comparison/json.js";

/**
 * $1 name of the provider. Versions of its consumers that run or are supported anywhere, with where; of a consumer of
 * which no such version is recorded the newest that has published, since nothing says that it is not in use.
 */
const LIVE_CONSUMERS = `
  WITH provider AS (SELECT id FROM il.pact_participant WHERE name = $1),
  live AS (
    SELECT p.consumer_version_id, p.consumer_id, p.content_id,
           array_agg(DISTINCT coalesce(nullif(e.instance, ''), n.name)) AS plants
    FROM il.pact_integration i
    JOIN provider ON provider.id = i.provider_id
    JOIN il.pact_environment_version e ON e.participant_id = i.consumer_id AND e.ended_at IS NULL
    JOIN il.pact_environment n ON n.id = e.environment_id
    JOIN il.pact_publication p ON p.consumer_version_id = e.version_id AND p.provider_id = i.provider_id
    GROUP BY p.consumer_version_id, p.consumer_id, p.content_id),
  unrecorded AS (
    SELECT newest.consumer_version_id, i.consumer_id, newest.content_id, '{}'::text[] AS plants
    FROM il.pact_integration i
    JOIN provider ON provider.id = i.provider_id
    CROSS JOIN LATERAL (
      SELECT p.consumer_version_id, p.content_id FROM il.pact_publication p
      WHERE p.provider_id = i.provider_id AND p.consumer_id = i.consumer_id
      ORDER BY p.consumer_version_id DESC LIMIT 1) newest
    WHERE NOT EXISTS (
      SELECT 1 FROM il.pact_environment_version e WHERE e.participant_id = i.consumer_id AND e.ended_at IS NULL))
  SELECT c.name AS consumer, v.number AS version, used.plants, content.body
  FROM (SELECT * FROM live UNION ALL SELECT * FROM unrecorded) used
  JOIN il.pact_participant c ON c.id = used.consumer_id
  JOIN il.pact_version v ON v.id = used.consumer_version_id
  JOIN il.pact_content content ON content.id = used.content_id
  ORDER BY c.name, v.id`;

interface Row {
  readonly consumer: string;
  readonly version: string;
  readonly plants: readonly string[];
  readonly body: string;
}

/** Reads whom a provider serves now. */
export class LiveConsumers {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read">) {}

  async of(provider: string): Promise<readonly ConsumerPact[]> {
    const rows = await this.unitOfWork.read<Row>(LIVE_CONSUMERS, [provider]);
    return rows.map(({ body, ...consumer }) => ({ ...consumer, pact: JSON.parse(body) as JsonObject }));
  }
}
