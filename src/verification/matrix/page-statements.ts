/*
 * What the rows of the `page` of the matrix are shown with. Names and labels come apart from the rows: a page has few
 * participants and versions and each of them many times. Scalar subqueries and one-row joins, so that every plan looks them
 * up by key. Postgres must know the type of each parameter it is sent, so the rows mention those that a target may not.
 */

/** Rows with ids, each with its content and its verification. */
export const PAGE_ROWS = `
  SELECT coalesce(json_agg(l), '[]') FROM (
    SELECT g.consumer_id AS "consumerId", g.consumer_version_id AS "consumerVersionId", g.provider_id AS "providerId",
      g.provider_version_id AS "providerVersionId", g.published_at AS "publishedAt", g.success,
      g.verification_id::text AS "verificationId", g.is_ignored AS "isIgnored",
      (SELECT t.sha FROM il.pact_content t WHERE t.id = g.content_id) AS sha,
      f.created_at AS "verifiedAt",
      coalesce(f.content_id <> g.content_id OR f.provider_version_id <> g.provider_version_id, false) AS "isReused"
    FROM page g LEFT JOIN il.pact_verification f ON f.id = g.verification_id
    WHERE $7::uuid IS NULL OR $8::text IS NULL OR $12::text[] IS NULL
    ORDER BY g.is_ignored, g.success NULLS FIRST, g.consumer_version_id DESC, g.provider_version_id DESC) l`;
/** Names by id. */
export const PAGE_PARTICIPANTS = `
  SELECT coalesce(json_object_agg(x.id, (SELECT p.name FROM il.pact_participant p WHERE p.id = x.id)), '{}')
  FROM (SELECT consumer_id AS id FROM page UNION SELECT provider_id FROM page) x`;
/** Numbers, branches and tags by id. */
export const PAGE_VERSIONS = `
  SELECT coalesce(json_object_agg(l.id, l), '{}') FROM (
    SELECT x.id, (SELECT v.number FROM il.pact_version v WHERE v.id = x.id) AS number,
      ARRAY(SELECT (SELECT b.name FROM il.pact_branch b WHERE b.id = bv.branch_id) AS name
        FROM il.pact_branch_version bv WHERE bv.version_id = x.id ORDER BY name) AS branches,
      ARRAY(SELECT t.name FROM il.pact_version_tag t WHERE t.version_id = x.id ORDER BY t.name) AS tags
    FROM (SELECT consumer_version_id AS id FROM page
      UNION SELECT provider_version_id FROM page WHERE provider_version_id IS NOT NULL) x) l`;
