/** What an event is about, as the texts of a webhook's request may name it. */
export interface EventContext {
  readonly consumer: string;
  readonly consumerVersionId: string;
  readonly consumerNumber: string;
  readonly consumerBranch: string | null;
  readonly consumerTags: readonly string[];
  readonly consumerBuildUrl: string | null;
  readonly provider: string;
  readonly sha: string;
  /** Version that has verified or is to verify; null when nobody has. */
  readonly providerNumber: string | null;
  readonly providerBranch: string | null;
  readonly providerTags: readonly string[];
  readonly descriptions: readonly string[];
  /** Newest version of the provider that is deployed to a production environment. */
  readonly deployedProviderNumber: string | null;
  /** The verification of the event, else the latest of the content. */
  readonly verificationId: string | null;
  readonly isSuccess: boolean | null;
  readonly verificationBuildUrl: string | null;
}

/** Columns of EventContext for a row `d` with content_id, consumer_version_id, provider_version_id, verification_id. */
export const CONTEXT_COLUMNS = `
  c.name AS consumer, d.consumer_version_id AS "consumerVersionId", cv.number AS "consumerNumber",
  ${branchOf("cv.id")} AS "consumerBranch", ${tagsOf("cv.id")} AS "consumerTags", cv.build_url AS "consumerBuildUrl",
  o.name AS provider, t.sha, pv.number AS "providerNumber", ${branchOf("pv.id")} AS "providerBranch",
  ${tagsOf("pv.id")} AS "providerTags", d.descriptions,
  (SELECT v.number FROM il.pact_environment e JOIN il.pact_environment_version x ON x.environment_id = e.id
    JOIN il.pact_version v ON v.id = x.version_id
    WHERE e.is_production AND x.participant_id = t.provider_id AND x.kind = 'DEPLOYED' AND x.ended_at IS NULL
    ORDER BY x.started_at DESC, x.id LIMIT 1) AS "deployedProviderNumber",
  f.id AS "verificationId", f.success AS "isSuccess", f.build_url AS "verificationBuildUrl"`;

export const CONTEXT_JOINS = `
  JOIN il.pact_content t ON t.id = d.content_id JOIN il.pact_participant c ON c.id = t.consumer_id
  JOIN il.pact_participant o ON o.id = t.provider_id JOIN il.pact_version cv ON cv.id = d.consumer_version_id
  LEFT JOIN il.pact_verification f ON f.id = coalesce(d.verification_id,
    (SELECT x.id FROM il.pact_verification x WHERE x.content_id = d.content_id ORDER BY x.id DESC LIMIT 1))
  LEFT JOIN il.pact_version pv ON pv.id = coalesce(d.provider_version_id, f.provider_version_id)`;

function branchOf(versionId: string): string {
  return `(SELECT b.name FROM il.pact_branch_version bv JOIN il.pact_branch b ON b.id = bv.branch_id
    WHERE bv.version_id = ${versionId} ORDER BY b.id DESC LIMIT 1)`;
}

function tagsOf(versionId: string): string {
  return `ARRAY(SELECT g.name FROM il.pact_version_tag g WHERE g.version_id = ${versionId} ORDER BY g.name)`;
}

/** For the test of a webhook that no pact belongs to yet. */
export const PLACEHOLDER_CONTEXT: EventContext = {
  consumer: "consumer",
  consumerVersionId: "0",
  consumerNumber: "1",
  consumerBranch: "main",
  consumerTags: [],
  consumerBuildUrl: null,
  provider: "provider",
  sha: "0".repeat(40),
  providerNumber: null,
  providerBranch: null,
  providerTags: [],
  descriptions: [],
  deployedProviderNumber: null,
  verificationId: null,
  isSuccess: null,
  verificationBuildUrl: null,
};
