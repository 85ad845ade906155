import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";

/** A consumer and a provider that have a pact. */
export interface Integration {
  readonly consumer: string;
  readonly provider: string;
  readonly createdAt: Date;
  /** Newest result of the newest pact; null when there is none. */
  readonly isVerified: boolean | null;
}

/** A branch with its newest version. */
export interface BranchHead {
  readonly name: string;
  readonly createdAt: Date;
  readonly number: string | null;
}

const INTEGRATIONS = `
  SELECT c.name AS consumer, o.name AS provider, i.created_at AS "createdAt", f.success AS "isVerified"
  FROM il.pact_integration i JOIN il.pact_participant c ON c.id = i.consumer_id
  JOIN il.pact_participant o ON o.id = i.provider_id
  LEFT JOIN LATERAL (SELECT p.content_id FROM il.pact_publication p
    WHERE p.provider_id = i.provider_id AND p.consumer_id = i.consumer_id
    ORDER BY p.consumer_version_id DESC LIMIT 1) p ON true
  LEFT JOIN LATERAL (SELECT x.success FROM il.pact_verification x WHERE x.content_id = p.content_id
    ORDER BY x.id DESC LIMIT 1) f ON true
  ORDER BY c.name, o.name LIMIT 2000`;
const BRANCHES = `
  SELECT b.name, b.created_at AS "createdAt", (SELECT v.number FROM il.pact_branch_version bv
    JOIN il.pact_version v ON v.id = bv.version_id WHERE bv.branch_id = b.id ORDER BY bv.version_id DESC LIMIT 1) AS number
  FROM il.pact_branch b JOIN il.pact_participant p ON p.id = b.participant_id WHERE p.name = $1
  ORDER BY b.id DESC LIMIT 1000`;
const BRANCH_VERSIONS = `
  SELECT v.number FROM il.pact_participant p JOIN il.pact_branch b ON b.participant_id = p.id AND b.name = $2
  JOIN il.pact_branch_version bv ON bv.branch_id = b.id JOIN il.pact_version v ON v.id = bv.version_id
  WHERE p.name = $1 ORDER BY bv.version_id DESC LIMIT 1000`;

const COUNTED = {
  pacticipants: "pact_participant",
  integrations: "pact_integration",
  pacticipantVersions: "pact_version",
  pactVersions: "pact_content",
  pactPublications: "pact_publication",
  verificationResults: "pact_verification",
  branches: "pact_branch",
  tags: "pact_version_tag",
  environments: "pact_environment",
  deployedAndReleasedVersions: "pact_environment_version",
  webhooks: "pact_webhook",
  triggeredWebhooks: "pact_webhook_delivery",
} as const;
/** Counting a million rows for a number on a page is not worth it: large tables answer with what the planner knows. */
const COUNTS = `SELECT ${Object.entries(COUNTED)
  .map(
    ([name, table]) => `(SELECT CASE WHEN reltuples > 100000 THEN reltuples::float8
      ELSE (SELECT count(*)::float8 FROM il.${table}) END FROM pg_class WHERE oid = 'il.${table}'::regclass) AS "${name}"`,
  )
  .join(", ")}`;

/** What the registry holds, for people who look around. */
export class ListRegistry {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read">) {}

  async integrations(): Promise<readonly Integration[]> {
    return await this.unitOfWork.read<Integration>(INTEGRATIONS);
  }

  async branches(participant: string): Promise<readonly BranchHead[]> {
    return await this.unitOfWork.read<BranchHead>(BRANCHES, [participant]);
  }

  /** Numbers of a branch's versions, the newest first. */
  async branchVersions(participant: string, branch: string): Promise<readonly string[]> {
    const rows = await this.unitOfWork.read<{ number: string }>(BRANCH_VERSIONS, [participant, branch]);
    return rows.map(({ number }) => number);
  }

  /** Rows by what they are; above a hundred thousand an estimate. */
  async counts(): Promise<Readonly<Record<keyof typeof COUNTED, number>>> {
    const [counts] = await this.unitOfWork.read<Record<keyof typeof COUNTED, number>>(COUNTS);
    if (counts === undefined) throw new Error("a select without a table gave no row");
    return counts;
  }
}
