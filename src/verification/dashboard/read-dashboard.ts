import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { publicationsStatement } from "../publication/publications-statement.js";

/** A pact as the dashboard shows it. */
export interface DashboardItem {
  readonly consumer: string;
  readonly consumerNumber: string;
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly provider: string;
  readonly sha: string;
  readonly publishedAt: Date;
  /** Newest result of this content; null when there is none. */
  readonly verificationId: string | null;
  readonly isSuccess: boolean | null;
  readonly verifiedAt: Date | null;
  readonly providerNumber: string | null;
  /** True when some content of the pair was verified, this one or another. */
  readonly wasVerified: boolean;
  readonly hasWebhook: boolean;
  /** Newest delivery of a webhook for this content; null when nothing was sent. */
  readonly webhookState: "PENDING" | "SENDING" | "RETRY_WAIT" | "SUCCEEDED" | "FAILED" | null;
  readonly webhookAt: Date | null;
}

/** Pairs of the overview. */
export const DASHBOARD_PAIRS_MAX = 2_000;
/** Versions of one pair. */
export const DASHBOARD_VERSIONS_MAX = 100;

/** @param publications of the integration `i` @param condition which integrations */
const items = (publications: string, condition: string, limit: number): string => `
  SELECT c.name AS consumer, v.number AS "consumerNumber", o.name AS provider, t.sha, p.published_at AS "publishedAt",
    ARRAY(SELECT b.name FROM il.pact_branch_version bv JOIN il.pact_branch b ON b.id = bv.branch_id
      WHERE bv.version_id = v.id ORDER BY b.name) AS branches,
    ARRAY(SELECT g.name FROM il.pact_version_tag g WHERE g.version_id = v.id ORDER BY g.name) AS tags,
    f.id AS "verificationId", f.success AS "isSuccess", f.created_at AS "verifiedAt", fv.number AS "providerNumber",
    f.id IS NOT NULL OR EXISTS (SELECT 1 FROM il.pact_content x JOIN il.pact_verification y ON y.content_id = x.id
      WHERE x.provider_id = i.provider_id AND x.consumer_id = i.consumer_id) AS "wasVerified",
    EXISTS (SELECT 1 FROM il.pact_webhook h WHERE h.is_enabled AND (h.provider_id IS NULL OR h.provider_id = i.provider_id)
      AND (h.consumer_id IS NULL OR h.consumer_id = i.consumer_id)) AS "hasWebhook",
    d.state AS "webhookState", d.created_at AS "webhookAt"
  FROM il.pact_integration i JOIN il.pact_participant c ON c.id = i.consumer_id
  JOIN il.pact_participant o ON o.id = i.provider_id JOIN LATERAL (${publications}) p ON true
  JOIN il.pact_version v ON v.id = p.consumer_version_id JOIN il.pact_content t ON t.id = p.content_id
  LEFT JOIN LATERAL (SELECT x.id, x.success, x.created_at, x.provider_version_id FROM il.pact_verification x
    WHERE x.content_id = p.content_id ORDER BY x.id DESC LIMIT 1) f ON true
  LEFT JOIN il.pact_version fv ON fv.id = f.provider_version_id
  LEFT JOIN LATERAL (SELECT x.state, x.created_at FROM il.pact_webhook_delivery x
    WHERE x.content_id = p.content_id ORDER BY x.created_at DESC LIMIT 1) d ON true
  ${condition} ORDER BY c.name, o.name, p.consumer_version_id DESC LIMIT ${limit}`;

const NEWEST = items(publicationsStatement({}, true), "", DASHBOARD_PAIRS_MAX);
const OF_PAIR = items(publicationsStatement({}, false), "WHERE o.name = $1 AND c.name = $2", DASHBOARD_VERSIONS_MAX);

/** How things stand: the newest pact of each pair, or the versions of one. */
export class ReadDashboard {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read">) {}

  /** By consumer and provider, {@link DASHBOARD_PAIRS_MAX} at most. */
  async newest(): Promise<readonly DashboardItem[]> {
    return await this.unitOfWork.read<DashboardItem>(NEWEST);
  }

  /** The newest versions first, {@link DASHBOARD_VERSIONS_MAX} at most. */
  async ofPair(provider: string, consumer: string): Promise<readonly DashboardItem[]> {
    return await this.unitOfWork.read<DashboardItem>(OF_PAIR, [provider, consumer]);
  }
}
