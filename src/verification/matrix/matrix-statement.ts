import type { MatrixTarget } from "./matrix-question.js";

/**
 * The rows of a question, their counts and the first of them, in one statement. Parameters: $1 named participants,
 * $2/$3 meant versions with their participants, $4 participants of which all versions are meant, $5 ignored participants,
 * $6 ignored versions, $7 environment, $8 tag, $9 newest provider only, $10 rows shown, $11 results shown.
 *
 * The verdict counts every row; LIMIT stands in the page alone. Versions that live side by side in an environment are
 * separate rows whatever else is asked for. Ids are compared by primary keys only, so the cost follows the number of
 * integrations and of live versions, never the number of publications.
 */
export function matrixStatement(target: MatrixTarget | undefined, isInferring: boolean): string {
  const inferred = isInferring ? `UNION ALL ${asConsumer(target)} UNION ALL ${asProvider(target)}` : "";
  return `
    WITH meant AS MATERIALIZED (SELECT participant_id, version_id FROM unnest($2::bigint[], $3::bigint[]) AS m(participant_id, version_id)),
    published AS MATERIALIZED (
      SELECT p.consumer_id, p.consumer_version_id, p.provider_id, p.content_id, p.published_at
      FROM meant m JOIN il.pact_publication p ON p.consumer_version_id = m.version_id
      UNION
      SELECT p.consumer_id, p.consumer_version_id, p.provider_id, p.content_id, p.published_at
      FROM il.pact_integration i JOIN il.pact_publication p USING (provider_id, consumer_id)
      WHERE i.consumer_id = ANY($4::bigint[])),
    joined AS (
      SELECT p.*, r.version_id AS provider_version_id, r.success, r.verification_id
      FROM published p LEFT JOIN LATERAL (${NAMED_PROVIDER_VERSIONS}) r ON true
      WHERE p.provider_id = ANY($1::bigint[])
      ${inferred}),
    matrix AS MATERIALIZED (
      SELECT j.*, (j.consumer_id = ANY($5::bigint[]) OR j.provider_id = ANY($5::bigint[])
        OR j.consumer_version_id = ANY($6::bigint[]) OR coalesce(j.provider_version_id = ANY($6::bigint[]), false)) AS is_ignored
      FROM joined j),
    counts AS (
      SELECT count(*) FILTER (WHERE success AND NOT is_ignored)::int AS success,
        count(*) FILTER (WHERE NOT success AND NOT is_ignored)::int AS failed,
        count(*) FILTER (WHERE success IS NULL AND NOT is_ignored)::int AS unknown,
        count(*) FILTER (WHERE is_ignored)::int AS ignored
      FROM matrix),
    page AS (
      SELECT * FROM matrix WHERE $11::text[] IS NULL OR coalesce(success::text, 'null') = ANY($11::text[])
      ORDER BY is_ignored, success NULLS FIRST, consumer_version_id DESC, provider_version_id DESC LIMIT $10)
    SELECT row_to_json(c) AS counts, (SELECT coalesce(json_agg(l), '[]') FROM (${LABELLED_PAGE}) l) AS rows FROM counts c`;
}

/** Verdicts of the named versions, null where one has not verified; of a provider that is not restricted, those there are. */
const NAMED_PROVIDER_VERSIONS = `
  SELECT m.version_id, v.success, v.verification_id
  FROM meant m LEFT JOIN il.pact_verdict v ON v.content_id = p.content_id AND v.provider_version_id = m.version_id
  WHERE m.participant_id = p.provider_id
  UNION ALL
  (SELECT v.provider_version_id, v.success, v.verification_id FROM il.pact_verdict v
  WHERE v.content_id = p.content_id AND p.provider_id = ANY($4::bigint[])
  ORDER BY v.provider_version_id DESC LIMIT CASE WHEN $9::boolean THEN 1 END)`;

/** The named version consumes: each provider of its pacts is needed, so one without a version there is an unknown row. */
function asConsumer(target: MatrixTarget | undefined): string {
  const versions =
    target === undefined
      ? `SELECT v.provider_version_id AS version_id, v.success, v.verification_id FROM il.pact_verdict v
        WHERE v.content_id = p.content_id ORDER BY v.provider_version_id DESC LIMIT CASE WHEN $9::boolean THEN 1 END`
      : `SELECT t.version_id, v.success, v.verification_id FROM (${targetVersions(target, "p.provider_id")}) t
        LEFT JOIN il.pact_verdict v ON v.content_id = p.content_id AND v.provider_version_id = t.version_id`;
  return `
    SELECT p.*, r.version_id, r.success, r.verification_id FROM published p LEFT JOIN LATERAL (${versions}) r ON true
    WHERE p.provider_id <> ALL($1::bigint[])`;
}

/** The named version provides: consumers that are not there need nothing of it. */
function asProvider(target: MatrixTarget | undefined): string {
  const versions =
    target === undefined
      ? `SELECT q.consumer_version_id AS version_id FROM il.pact_publication q
        WHERE q.provider_id = i.provider_id AND q.consumer_id = i.consumer_id`
      : targetVersions(target, "i.consumer_id");
  return `
    SELECT p.*, r.version_id, r.success, r.verification_id
    FROM (SELECT q.consumer_id, q.consumer_version_id, q.provider_id, q.content_id, q.published_at
      FROM il.pact_integration i JOIN LATERAL (${versions}) t ON true
      JOIN il.pact_publication q ON q.consumer_version_id = t.version_id AND q.provider_id = i.provider_id
      WHERE i.provider_id = ANY($1::bigint[]) AND i.consumer_id <> ALL($1::bigint[])) p
    LEFT JOIN LATERAL (${NAMED_PROVIDER_VERSIONS}) r ON true`;
}

/** Every parameter is mentioned, because Postgres must know the type of each one it is sent. */
function targetVersions(target: MatrixTarget, participant: string): string {
  switch (target.kind) {
    case "environment":
      return `SELECT DISTINCT e.version_id FROM il.pact_environment_version e
        WHERE e.environment_id = $7::uuid AND e.participant_id = ${participant} AND e.ended_at IS NULL`;
    case "tag":
      return `SELECT g.version_id FROM il.pact_version_tag g WHERE g.participant_id = ${participant} AND g.name = $8
        ORDER BY g.version_id DESC ${target.isLatest ? "LIMIT 1" : ""}`;
    case "main-branch":
      return `SELECT bv.version_id FROM il.pact_participant o
        JOIN il.pact_branch b ON b.participant_id = o.id AND b.name = o.main_branch
        JOIN il.pact_branch_version bv ON bv.branch_id = b.id WHERE o.id = ${participant}
        ORDER BY bv.version_id DESC ${target.isLatest ? "LIMIT 1" : ""}`;
    case "latest":
      return `SELECT v.id AS version_id FROM il.pact_version v WHERE v.participant_id = ${participant}
        ORDER BY v.id DESC LIMIT 1`;
  }
}

const branchesOf = (version: string): string => `ARRAY(SELECT b.name FROM il.pact_branch_version bv
  JOIN il.pact_branch b ON b.id = bv.branch_id WHERE bv.version_id = ${version} ORDER BY b.name)`;
const tagsOf = (version: string): string =>
  `ARRAY(SELECT t.name FROM il.pact_version_tag t WHERE t.version_id = ${version} ORDER BY t.name)`;

const LABELLED_PAGE = `
  SELECT c.name AS consumer, cv.number AS "consumerNumber", o.name AS provider, pv.number AS "providerNumber",
    t.sha, g.published_at AS "publishedAt", g.success, g.verification_id::text AS "verificationId",
    f.created_at AS "verifiedAt", g.is_ignored AS "isIgnored",
    ${branchesOf("g.consumer_version_id")} AS "consumerBranches", ${tagsOf("g.consumer_version_id")} AS "consumerTags",
    ${branchesOf("g.provider_version_id")} AS "providerBranches", ${tagsOf("g.provider_version_id")} AS "providerTags"
  FROM page g JOIN il.pact_participant c ON c.id = g.consumer_id JOIN il.pact_version cv ON cv.id = g.consumer_version_id
  JOIN il.pact_participant o ON o.id = g.provider_id LEFT JOIN il.pact_version pv ON pv.id = g.provider_version_id
  JOIN il.pact_content t ON t.id = g.content_id LEFT JOIN il.pact_verification f ON f.id = g.verification_id
  WHERE $7::uuid IS NULL OR $8::text IS NULL
  ORDER BY g.is_ignored, g.success NULLS FIRST, g.consumer_version_id DESC, g.provider_version_id DESC`;
