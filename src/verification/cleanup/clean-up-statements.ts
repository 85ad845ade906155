/**
 * What nobody needs of version v of participant p: it is old, runs nowhere, is on no main branch, is among the newest $2 of
 * nothing, has done nothing since $1, and nothing else rests on it. What is true of it stays true while others are removed,
 * since the newest are never among them.
 */
const DISPENSABLE = `
  v.created_at < $1::timestamptz
  AND NOT EXISTS (SELECT FROM il.pact_environment_version x WHERE x.version_id = v.id AND x.ended_at IS NULL)
  AND NOT EXISTS (SELECT FROM il.pact_branch_version bv JOIN il.pact_branch b ON b.id = bv.branch_id
    WHERE bv.version_id = v.id AND (b.name = p.main_branch OR NOT EXISTS (SELECT FROM il.pact_branch_version n
      WHERE n.branch_id = bv.branch_id AND n.version_id > v.id LIMIT 1 OFFSET $2::integer - 1)))
  AND NOT EXISTS (SELECT FROM il.pact_version_tag g WHERE g.version_id = v.id AND NOT EXISTS (
    SELECT FROM il.pact_version_tag n WHERE n.participant_id = g.participant_id AND n.name = g.name
      AND n.version_id > v.id LIMIT 1 OFFSET $2::integer - 1))
  AND (EXISTS (SELECT FROM il.pact_branch_version bv WHERE bv.version_id = v.id)
    OR EXISTS (SELECT FROM il.pact_version_tag g WHERE g.version_id = v.id)
    OR EXISTS (SELECT FROM il.pact_version n WHERE n.participant_id = v.participant_id AND n.id > v.id
      LIMIT 1 OFFSET $2::integer - 1))
  AND NOT EXISTS (SELECT FROM il.pact_publication q WHERE q.consumer_version_id = v.id AND q.published_at >= $1)
  AND NOT EXISTS (SELECT FROM il.pact_verification f WHERE f.provider_version_id = v.id AND f.created_at >= $1)
  AND NOT EXISTS (SELECT FROM il.pact_webhook_delivery d WHERE d.consumer_version_id = v.id AND d.finished_at IS NULL)
  AND NOT EXISTS (SELECT FROM il.pact_webhook_delivery d WHERE d.provider_version_id = v.id AND d.finished_at IS NULL)
  AND NOT EXISTS (SELECT FROM il.pact_version q WHERE q.equivalent_to = v.id)`;
const VERSIONS = `FROM il.pact_version v JOIN il.pact_participant p ON p.id = v.participant_id WHERE ${DISPENSABLE}`;

export const PLAN = `
  WITH gone AS MATERIALIZED (SELECT v.id, p.name, v.number, v.created_at ${VERSIONS})
  SELECT count(*)::integer AS "versionCount",
    encode(sha256(convert_to(coalesce(string_agg(id::text, ',' ORDER BY id), ''), 'UTF8')), 'hex') AS "planHash",
    (SELECT coalesce(json_agg(json_build_object('participant', name, 'number', number, 'createdAt', created_at)), '[]')
      FROM (SELECT * FROM gone ORDER BY id LIMIT 100) oldest) AS versions,
    (SELECT coalesce(json_agg(json_build_object('participant', name, 'count', n)), '[]')
      FROM (SELECT name, count(*) AS n FROM gone GROUP BY name ORDER BY name) each) AS participants,
    (SELECT count(*)::integer FROM il.pact_webhook_delivery WHERE finished_at < $1::timestamptz) AS "deliveryCount"
  FROM gone`;

/** The oldest first. $3 how many. What becomes dispensable by their removal is a matter of the next plan. */
export const FIND_VERSIONS = `SELECT v.id ${VERSIONS} ORDER BY v.id LIMIT $3`;

/** Rows that somebody else is about to refer to are left for the next time. */
export const LOCK_VERSIONS = `
  SELECT id FROM il.pact_version WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE SKIP LOCKED`;

/** Asked once more with the rows locked: nobody can deploy them any more, and who did before is seen now. */
export const RECHECK_VERSIONS = `
  SELECT v.id, p.name || '/' || v.number AS name ${VERSIONS} AND v.id = ANY($3::bigint[]) ORDER BY v.id`;

export const CONTENTS_OF = `
  SELECT DISTINCT content_id AS id FROM il.pact_publication WHERE consumer_version_id = ANY($1::bigint[])`;

export const DELETE_VERSIONS = `DELETE FROM il.pact_version WHERE id = ANY($1::bigint[])`;

export const LOCK_CONTENTS = `
  SELECT id FROM il.pact_content WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE SKIP LOCKED`;

/** A content that no version has any more; its results stay while a content in use has an interaction of it. */
export const DELETE_CONTENTS = `
  DELETE FROM il.pact_content t WHERE t.id = ANY($1::bigint[])
    AND NOT EXISTS (SELECT FROM il.pact_publication q WHERE q.content_id = t.id)
    AND NOT EXISTS (SELECT FROM il.pact_content o WHERE o.provider_id = t.provider_id AND o.consumer_id = t.consumer_id
      AND o.id <> t.id AND o.interaction_shas && t.interaction_shas
      AND EXISTS (SELECT FROM il.pact_publication q WHERE q.content_id = o.id))
  RETURNING t.id`;

export const DELETE_DELIVERIES = `
  DELETE FROM il.pact_webhook_delivery WHERE id IN (SELECT id FROM il.pact_webhook_delivery
    WHERE finished_at < $1::timestamptz ORDER BY finished_at LIMIT $2) RETURNING id`;
