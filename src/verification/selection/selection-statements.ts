const CANDIDATE = `
  p.content_id AS "contentId", t.sha, c.name AS consumer, p.consumer_version_id AS "versionId", v.number`;

/**
 * $1 provider, $2 consumer, $3 branch, $4 main branch, $5 tag, $6 in an environment, $7 kinds of presence, $8 environment,
 * $9 how many of each consumer. What is null does not restrict.
 */
export const SELECT = `
  SELECT newest.* FROM il.pact_integration i JOIN il.pact_participant c ON c.id = i.consumer_id
  JOIN LATERAL (
    SELECT ${CANDIDATE} FROM il.pact_publication p JOIN il.pact_version v ON v.id = p.consumer_version_id
    JOIN il.pact_content t ON t.id = p.content_id
    WHERE p.provider_id = i.provider_id AND p.consumer_id = i.consumer_id
      AND (NOT $4::boolean AND $3::text IS NULL OR EXISTS (SELECT FROM il.pact_branch_version bv
        JOIN il.pact_branch b ON b.id = bv.branch_id
        WHERE bv.version_id = v.id AND b.name = CASE WHEN $4 THEN c.main_branch ELSE $3 END))
      AND ($5::text IS NULL OR EXISTS (SELECT FROM il.pact_version_tag g WHERE g.version_id = v.id AND g.name = $5))
      AND (NOT $6::boolean OR EXISTS (SELECT FROM il.pact_environment_version x
        JOIN il.pact_environment e ON e.id = x.environment_id
        WHERE x.version_id = v.id AND x.ended_at IS NULL AND x.kind = ANY($7::text[]) AND ($8::text IS NULL OR e.name = $8)))
    ORDER BY p.consumer_version_id DESC LIMIT $9::bigint) newest ON true
  WHERE i.provider_id = $1 AND ($2::text IS NULL OR c.name = $2)
  ORDER BY newest.consumer, newest."versionId" DESC`;

/** Contents of $1 that the branch $3 of provider $2, or one of the tags $4, never verified. Without both: nobody ever did. */
export const PENDING = `
  SELECT id FROM unnest($1::bigint[]) AS w(id) WHERE CASE
    WHEN $3::text IS NOT NULL THEN NOT EXISTS (SELECT FROM il.pact_first_success f JOIN il.pact_branch b ON b.id = f.branch_id
      WHERE f.content_id = w.id AND b.participant_id = $2 AND b.name = $3)
    WHEN cardinality($4::text[]) > 0 THEN EXISTS (SELECT FROM unnest($4::text[]) AS want(name)
      WHERE NOT EXISTS (SELECT FROM il.pact_verdict d JOIN il.pact_version_tag g ON g.version_id = d.provider_version_id
        WHERE d.content_id = w.id AND d.success AND g.name = want.name))
    ELSE NOT EXISTS (SELECT FROM il.pact_verdict d WHERE d.content_id = w.id AND d.success) END`;

/**
 * Heads of consumer branches since $2 that branch $3 (or tags $4) of provider $1 has not verified. A content that another
 * branch verified before this branch began is not new to it and left out.
 */
export const WORK_IN_PROGRESS = `
  SELECT DISTINCT ON (p.content_id) ${CANDIDATE}
  FROM il.pact_integration i JOIN il.pact_branch b ON b.participant_id = i.consumer_id
  JOIN LATERAL (SELECT q.* FROM il.pact_branch_version bv
    JOIN il.pact_publication q ON q.consumer_version_id = bv.version_id AND q.provider_id = i.provider_id
    WHERE bv.branch_id = b.id ORDER BY bv.version_id DESC LIMIT 1) p ON p.published_at >= $2::timestamptz
  JOIN il.pact_version v ON v.id = p.consumer_version_id JOIN il.pact_content t ON t.id = p.content_id
  JOIN il.pact_participant c ON c.id = p.consumer_id
  LEFT JOIN il.pact_branch own ON own.participant_id = i.provider_id AND own.name = $3
  WHERE i.provider_id = $1 AND CASE
    WHEN $3::text IS NOT NULL THEN NOT EXISTS (SELECT FROM il.pact_first_success f
      WHERE f.content_id = p.content_id AND (f.branch_id = own.id OR f.succeeded_at < coalesce(own.created_at, now())))
    ELSE NOT EXISTS (SELECT FROM il.pact_verdict d JOIN il.pact_version_tag g ON g.version_id = d.provider_version_id
      WHERE d.content_id = p.content_id AND d.success AND g.name = ANY($4::text[])) END
  ORDER BY p.content_id, p.consumer_version_id DESC`;
