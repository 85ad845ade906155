import { PAGE_PARTICIPANTS, PAGE_ROWS, PAGE_VERSIONS } from "./page-statements.js";
import type { MatrixTarget } from "./matrix-question.js";
import { COMPARED } from "../policy/compared.js";
import { versionsStatement } from "../participants/versions-statement.js";

/**
 * The rows of a question, their counts and the first of them, in one statement. Parameters: $1 named participants,
 * $2/$3 meant versions with their participants, $4 participants of which all versions are meant, $5 ignored participants,
 * $6 ignored versions, $7 environment, $8 tag, $9 newest provider only, $10 rows shown, $11 results shown, $12 plants of
 * the environment that count, with what runs there without a plant.
 *
 * The verdict counts every row; LIMIT stands in the page alone. Versions that live side by side in an environment are
 * separate rows whatever else is asked for. Ids are compared by primary keys only, so the cost follows the number of
 * integrations and of live versions, never the number of publications.
 */
export function matrixStatement(target: MatrixTarget | undefined, isInferring: boolean): string {
  const isLatest = target !== undefined && "isLatest" in target && target.isLatest;
  const shape = `${target?.kind ?? "named"} ${isLatest} ${isInferring}`;
  const statement = statements.get(shape) ?? makeStatement(target, isInferring);
  statements.set(shape, statement);
  return statement;
}

/** Long texts that are asked for in every request, by their shape. */
const statements = new Map<string, string>();

function makeStatement(target: MatrixTarget | undefined, isInferring: boolean): string {
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
    joined AS MATERIALIZED (
      SELECT p.*, r.version_id AS provider_version_id, r.success, r.verification_id
      FROM published p LEFT JOIN LATERAL (${NAMED_PROVIDER_VERSIONS}) r ON true
      WHERE p.provider_id = ANY($1::bigint[])
      ${inferred}),
    reused AS MATERIALIZED (
      SELECT u.content_id, u.provider_version_id,
        il.pact_reused_verification(u.content_id, u.provider_version_id) AS reused_id
      FROM (SELECT DISTINCT content_id, provider_version_id FROM joined
        WHERE success IS NULL AND provider_version_id IS NOT NULL) u
      -- A version that has verified nothing at all, as each has at first, is not asked about row by row.
      WHERE (SELECT true FROM il.pact_verdict v WHERE v.provider_version_id = u.provider_version_id LIMIT 1)),
    matrix AS MATERIALIZED (
      SELECT j.consumer_id, j.consumer_version_id, j.provider_id, j.content_id, j.published_at, j.provider_version_id,
        CASE WHEN u.reused_id IS NULL THEN j.success ELSE true END AS success,
        coalesce(j.verification_id, u.reused_id) AS verification_id, (j.consumer_id = ANY($5::bigint[]) OR j.provider_id = ANY($5::bigint[])
        OR j.consumer_version_id = ANY($6::bigint[]) OR coalesce(j.provider_version_id = ANY($6::bigint[]), false)
        OR (j.success IS NULL AND u.reused_id IS NULL AND j.provider_version_id IS NOT NULL
          AND coalesce((${JUDGED_WITHOUT_PACT}), false))) AS is_ignored
      FROM joined j LEFT JOIN reused u
        ON j.success IS NULL AND u.content_id = j.content_id AND u.provider_version_id = j.provider_version_id),
    counts AS (
      SELECT count(*) FILTER (WHERE success AND NOT is_ignored)::int AS success,
        count(*) FILTER (WHERE NOT success AND NOT is_ignored)::int AS failed,
        count(*) FILTER (WHERE success IS NULL AND NOT is_ignored)::int AS unknown,
        count(*) FILTER (WHERE is_ignored)::int AS ignored
      FROM matrix),
    page AS MATERIALIZED (
      SELECT * FROM matrix WHERE $11::text[] IS NULL OR coalesce(success::text, 'null') = ANY($11::text[])
      ORDER BY is_ignored, success NULLS FIRST, consumer_version_id DESC, provider_version_id DESC LIMIT $10)
    SELECT row_to_json(c) AS counts, (${IS_COMPARING}) AS "isComparing", (${PAGE_ROWS}) AS rows, (${PAGE_PARTICIPANTS}) AS participants, (${PAGE_VERSIONS}) AS versions
    FROM counts c`;
}

/**
 * Of such a provider a missing verification is no gap; one that failed still counts. A scalar subquery: EXISTS would become
 * a hash of every participant.
 */
const JUDGED_WITHOUT_PACT = `
  SELECT NOT 'PACT' = ANY(o.required_checks) FROM il.pact_participant o WHERE o.id = j.provider_id`;

const IS_COMPARING = `
  SELECT coalesce(bool_or((SELECT ${COMPARED} FROM il.pact_participant o WHERE o.id = m.provider_id)), false)
  FROM (SELECT DISTINCT provider_id FROM matrix) m`;

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
      return versionsStatement({ presence: { environmentId: "$7::uuid", plants: "$12::text[]" } }, participant, false);
    case "tag":
      return versionsStatement({ tag: "$8" }, participant, target.isLatest);
    case "main-branch":
      return versionsStatement({ branch: { isMain: true } }, participant, target.isLatest);
    case "latest":
      return versionsStatement({}, participant, true);
  }
}
