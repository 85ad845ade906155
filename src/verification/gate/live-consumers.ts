import canonicalize from "canonicalize";
import { sha256Hex } from "../../kernel/hash.js";
import type { ConsumerPact } from "../comparison/judge-consumers.js";
import type { JsonObject } from "../comparison/json.js";

/**
 * $1 name of the provider, $2 version of its contract. Versions of its consumers that run or are supported anywhere, with
 * where; of a consumer of which no such version is recorded the newest that has published, since nothing says that it is
 * not in use. With each the latest result that a build of the contract version has for it.
 */
const liveConsumers = (body: string): string => `
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
      SELECT 1 FROM il.pact_environment_version e WHERE e.participant_id = i.consumer_id AND e.ended_at IS NULL)),
  builds AS MATERIALIZED (
    SELECT b.id FROM il.pact_version b JOIN provider ON provider.id = b.participant_id
    WHERE split_part(b.number, '+', 1) = $2)
  SELECT c.name AS consumer, v.number AS version, used.plants, content.sha, result.success,
    result.verification_id AS "verificationId"${body}
  FROM (SELECT * FROM live UNION ALL SELECT * FROM unrecorded) used
  JOIN il.pact_participant c ON c.id = used.consumer_id
  JOIN il.pact_version v ON v.id = used.consumer_version_id
  JOIN il.pact_content content ON content.id = used.content_id
  LEFT JOIN LATERAL (
    SELECT d.success, d.verification_id FROM builds JOIN il.pact_verdict d
      ON d.provider_version_id = builds.id AND d.content_id = used.content_id
    ORDER BY d.verification_id DESC LIMIT 1) result ON true
  ORDER BY c.name, v.id`;

const WITH_PACTS = liveConsumers(", content.body");
const WITHOUT_PACTS = liveConsumers("");

interface Row {
  readonly consumer: string;
  readonly version: string;
  readonly plants: readonly string[];
  readonly sha: string;
  readonly success: boolean | null;
  readonly verificationId: string | null;
}

/** A consumer version that is in use, what it needs, and whether the contract version was verified against it. */
export interface LiveConsumer extends ConsumerPact {
  /** Null when no build of the contract version was. */
  readonly isVerified: boolean | null;
}

/** Whom a provider serves, and a hash of all that is known about them. */
export interface ConsumerInputs {
  readonly consumers: readonly LiveConsumer[];
  readonly hash: string;
}

/** Rows of a statement, inside or outside a transaction. */
export type ReadRows = <R>(statement: string, values: readonly unknown[]) => Promise<readonly R[]>;

/** Reads whom a provider serves now. */
export class LiveConsumers {
  constructor(private readonly read: ReadRows) {}

  /** @param version of the contract, without a build: `1.2.0` */
  async of(provider: string, version: string): Promise<ConsumerInputs> {
    const rows = await this.read<Row & { readonly body: string }>(WITH_PACTS, [provider, version]);
    const consumers = rows.map(({ consumer, version: number, plants, success, body }) => {
      return { consumer, version: number, plants, isVerified: success, pact: JSON.parse(body) as JsonObject };
    });
    return { consumers, hash: hashOf(rows) };
  }

  /** The hash of `of`, as it is now, without reading a pact. */
  async hash(provider: string, version: string, read: ReadRows): Promise<string> {
    return hashOf(await read<Row>(WITHOUT_PACTS, [provider, version]));
  }
}

/** Every publication, deployment and result that matters changes it; what touches no version in use does not. */
function hashOf(rows: readonly Row[]): string {
  const inputs = rows.map(({ consumer, version, plants, sha, verificationId }) => {
    return [consumer, version, plants, sha, verificationId];
  });
  return sha256Hex(canonicalize(inputs) ?? "");
}
