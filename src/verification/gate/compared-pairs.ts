import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { MatrixQuestion, MatrixTarget } from "../matrix/matrix-question.js";
import type { ResolvedSelectors } from "../matrix/resolve-selectors.js";
import { versionsStatement } from "../participants/versions-statement.js";
import { COMPARED } from "../policy/compared.js";

/** A pact and a version of its provider whose document it is to be compared with. */
export interface ComparedPair {
  readonly contentId: string;
  readonly sha: string;
  readonly consumer: string;
  readonly consumerNumber: string;
  readonly provider: string;
  readonly providerNumber: string;
  /** The version that published the document: the original of an equal version. */
  readonly documentVersionId: string;
  /** False where the comparison is asked for by the name of the provider only. */
  readonly isExplicit: boolean;
  /** The provider is what is to be deployed. */
  readonly isProviderAsked: boolean;
}

/** More distinct pairs than any fleet has. */
const PAIRS_MAX = 5_000;

/**
 * The pairs of a question whose provider is judged by a comparison: by its policy, or as an API by its name. $1/$2 meant
 * versions with their participants, $3 environment, $4 plants, $5 tag, $6 ignored participants, $7 ignored versions.
 */
function pairsStatement(target: MatrixTarget | undefined): string {
  const ofProvider = target === undefined ? "" : `UNION ${targetVersions(target, "p.provider_id")}`;
  const asProvider = target === undefined ? "" : `UNION ALL ${asProviderOf(target)}`;
  return `
    WITH parameters AS (SELECT $3::uuid, $4::text[], $5::text),
    meant AS MATERIALIZED (SELECT participant_id, version_id FROM unnest($1::bigint[], $2::bigint[]) AS m(participant_id, version_id)),
    pairs AS MATERIALIZED (
      SELECT p.content_id, p.consumer_id, p.consumer_version_id, p.provider_id, t.version_id AS provider_version_id, false AS is_provider_asked
      FROM meant m JOIN il.pact_publication p ON p.consumer_version_id = m.version_id
      JOIN il.pact_participant o ON o.id = p.provider_id AND ${COMPARED}
      JOIN LATERAL (SELECT n.version_id FROM meant n WHERE n.participant_id = p.provider_id ${ofProvider}) t
        ON NOT EXISTS (SELECT FROM meant n WHERE n.participant_id = p.provider_id)
          OR EXISTS (SELECT FROM meant n WHERE n.version_id = t.version_id)
      ${asProvider}),
    different AS (
      SELECT DISTINCT ON (content_id, provider_version_id) * FROM pairs
      WHERE consumer_id <> ALL($6::bigint[]) AND provider_id <> ALL($6::bigint[])
        AND consumer_version_id <> ALL($7::bigint[]) AND provider_version_id <> ALL($7::bigint[])
      ORDER BY content_id, provider_version_id, consumer_version_id DESC LIMIT ${PAIRS_MAX})
    SELECT d.content_id::text AS "contentId", t.sha, c.name AS consumer, cv.number AS "consumerNumber", o.name AS provider,
      coalesce(e.number, pv.number) AS "providerNumber", coalesce(pv.equivalent_to, pv.id)::text AS "documentVersionId",
      o.required_checks IS NOT NULL AS "isExplicit", d.is_provider_asked AS "isProviderAsked"
    FROM different d JOIN il.pact_content t ON t.id = d.content_id
    JOIN il.pact_participant c ON c.id = d.consumer_id JOIN il.pact_version cv ON cv.id = d.consumer_version_id
    JOIN il.pact_participant o ON o.id = d.provider_id JOIN il.pact_version pv ON pv.id = d.provider_version_id
    LEFT JOIN il.pact_version e ON e.id = pv.equivalent_to
    ORDER BY consumer, cv.id, provider, pv.id`;
}

const asProviderOf = (target: MatrixTarget): string => `
  SELECT q.content_id, q.consumer_id, q.consumer_version_id, q.provider_id, m.version_id, true
  FROM meant m JOIN il.pact_participant o ON o.id = m.participant_id AND ${COMPARED}
  JOIN il.pact_integration i ON i.provider_id = o.id
  JOIN LATERAL (${targetVersions(target, "i.consumer_id")}) t ON true
  JOIN il.pact_publication q ON q.consumer_version_id = t.version_id AND q.provider_id = o.id
  WHERE NOT EXISTS (SELECT FROM meant n WHERE n.participant_id = i.consumer_id)`;

function targetVersions(target: MatrixTarget, participant: string): string {
  switch (target.kind) {
    case "environment":
      return `(${versionsStatement({ presence: { environmentId: "$3::uuid", plants: "$4::text[]" } }, participant, false)})`;
    case "tag":
      return `(${versionsStatement({ tag: "$5" }, participant, target.isLatest)})`;
    case "main-branch":
      return `(${versionsStatement({ branch: { isMain: true } }, participant, target.isLatest)})`;
    case "latest":
      return `(${versionsStatement({}, participant, true)})`;
  }
}

/** Reads what a question makes the comparison judge; nothing where no provider of it is judged so. */
export async function readComparedPairs(
  reader: Pick<UnitOfWork, "read">,
  { target }: MatrixQuestion,
  resolved: ResolvedSelectors,
): Promise<readonly ComparedPair[]> {
  if (resolved.versionIds.length === 0) return [];
  return await reader.read<ComparedPair>(pairsStatement(target), [
    resolved.versionParticipantIds,
    resolved.versionIds,
    resolved.environmentId ?? null,
    resolved.plants ?? null,
    target?.kind === "tag" ? target.name : null,
    resolved.ignoredParticipantIds,
    resolved.ignoredVersionIds,
  ]);
}
