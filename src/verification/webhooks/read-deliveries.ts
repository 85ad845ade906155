import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { isUuid } from "../environments/environment-registry.js";
import { notFound } from "../http/refusals.js";

/** A delivery as it stands. */
export interface Delivery {
  readonly id: string;
  readonly webhookId: string;
  readonly event: string;
  readonly state: "PENDING" | "SENDING" | "RETRY_WAIT" | "SUCCEEDED" | "FAILED";
  readonly attempts: number;
  readonly consumer: string;
  readonly consumerNumber: string;
  readonly provider: string;
  readonly createdAt: Date;
  /** When it is tried next. */
  readonly dueAt: Date;
  readonly finishedAt: Date | null;
}

interface LoggedAttempt {
  readonly n: number;
  readonly startedAt: Date;
  readonly log: string;
}

const DELIVERY = `
  SELECT d.id, d.webhook_id AS "webhookId", d.event, d.state, d.attempts, c.name AS consumer, v.number AS "consumerNumber", o.name AS provider,
    d.created_at AS "createdAt", d.due_at AS "dueAt", d.finished_at AS "finishedAt"
  FROM il.pact_webhook_delivery d JOIN il.pact_content t ON t.id = d.content_id
  JOIN il.pact_participant c ON c.id = t.consumer_id JOIN il.pact_participant o ON o.id = t.provider_id
  JOIN il.pact_version v ON v.id = d.consumer_version_id`;
const NEWEST = `ORDER BY d.created_at DESC, d.id LIMIT 100`;
const OF_WEBHOOK = `${DELIVERY} WHERE d.webhook_id = $1::uuid ${NEWEST}`;
const OF_PACT = `${DELIVERY} WHERE o.name = $1 AND c.name = $2 AND v.number = $3 ${NEWEST}`;
const STATE = `SELECT state FROM il.pact_webhook_delivery WHERE id = $1::uuid`;
const ATTEMPTS = `
  SELECT n, started_at AS "startedAt", log FROM il.pact_webhook_attempt WHERE delivery_id = $1::uuid ORDER BY n`;

/** What webhooks have sent. */
export class ReadDeliveries {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read">) {}

  /** The newest hundred. */
  async ofWebhook(webhookId: string): Promise<readonly Delivery[]> {
    return await this.unitOfWork.read<Delivery>(OF_WEBHOOK, [webhookId]);
  }

  /** Those that events of the pact of one consumer version have called; the newest hundred. */
  async ofPact(provider: string, consumer: string, number: string): Promise<readonly Delivery[]> {
    return await this.unitOfWork.read<Delivery>(OF_PACT, [provider, consumer, number]);
  }

  /** What happened, attempt by attempt, as text. @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async logOf(id: string): Promise<string> {
    const [found] = isUuid(id) ? await this.unitOfWork.read<{ state: string }>(STATE, [id]) : [];
    if (found === undefined) throw notFound(`No triggered webhook ${id}`);
    const attempts = await this.unitOfWork.read<LoggedAttempt>(ATTEMPTS, [id]);
    const lines = attempts.map(({ n, startedAt, log }) => `attempt ${n}, ${startedAt.toISOString()}\n${log}`);
    return [...lines, `state: ${found.state}`, ""].join("\n");
  }
}
