import { CONTEXT_COLUMNS, CONTEXT_JOINS, type EventContext } from "./event-context.js";
import type { WebhookRequest } from "./webhook.js";

/** A delivery that is due, with all it needs. */
export interface DueDelivery extends EventContext {
  readonly id: string;
  readonly webhookId: string;
  readonly event: string;
  /** This attempt counted. */
  readonly attempts: number;
  readonly request: WebhookRequest;
  readonly sealedSecrets: string | null;
}

/**
 * $1 how many, $2 seconds until another worker may take over, $3 how many of one webhook at once. What a worker was sending
 * when it died is due again, so that a receiver may see an event twice, under the same webhook-id.
 */
export const CLAIM = `
  UPDATE il.pact_webhook_delivery SET state = 'SENDING', attempts = attempts + 1,
    due_at = now() + make_interval(secs => $2)
  WHERE id IN (SELECT d.id FROM il.pact_webhook w JOIN LATERAL (
      SELECT id FROM il.pact_webhook_delivery
      WHERE webhook_id = w.id AND state IN ('PENDING', 'SENDING', 'RETRY_WAIT') AND due_at <= now()
      ORDER BY due_at LIMIT greatest(0, $3 - (SELECT count(*) FROM il.pact_webhook_delivery
        WHERE webhook_id = w.id AND state = 'SENDING' AND due_at > now()))
      FOR UPDATE SKIP LOCKED) d ON true
    WHERE w.is_enabled LIMIT $1)
  RETURNING id`;

export const READ_DUE = `
  SELECT d.id, d.webhook_id AS "webhookId", d.event, d.attempts, w.request, w.sealed_secrets AS "sealedSecrets",
    ${CONTEXT_COLUMNS}
  FROM il.pact_webhook_delivery d JOIN il.pact_webhook w ON w.id = d.webhook_id ${CONTEXT_JOINS}
  WHERE d.id = ANY($1::uuid[])`;

/** Newest pact of what `w`, with provider_id and consumer_id or null for any, is about. */
const sampleOf = (w: string): string => `
  SELECT ${CONTEXT_COLUMNS} FROM (
    SELECT p.content_id, p.consumer_version_id, NULL::bigint AS provider_version_id, NULL::bigint AS verification_id,
      '{}'::text[] AS descriptions
    FROM ${w} JOIN il.pact_integration i ON (w.provider_id IS NULL OR i.provider_id = w.provider_id)
      AND (w.consumer_id IS NULL OR i.consumer_id = w.consumer_id)
    JOIN LATERAL (SELECT q.content_id, q.consumer_version_id FROM il.pact_publication q
      WHERE q.provider_id = i.provider_id AND q.consumer_id = i.consumer_id
      ORDER BY q.consumer_version_id DESC LIMIT 1) p ON true
    ORDER BY p.consumer_version_id DESC LIMIT 1) d ${CONTEXT_JOINS}`;

/** For the test of webhook $1. */
export const READ_SAMPLE = sampleOf("(SELECT * FROM il.pact_webhook WHERE id = $1::uuid) w");

/** For the trial of one that is not stored, by the ids of its provider $1 and consumer $2; null is any. */
export const READ_SAMPLE_OF_PAIR = sampleOf("(SELECT $1::bigint AS provider_id, $2::bigint AS consumer_id) w");

/** Attempt $2 counts only while it is the current one: a worker that was taken for dead decides nothing. */
export const FINISH = `
  UPDATE il.pact_webhook_delivery SET state = $3,
    finished_at = CASE WHEN $3 IN ('SUCCEEDED', 'FAILED') THEN now() END,
    due_at = now() + make_interval(secs => $4)
  WHERE id = $1 AND attempts = $2 AND state = 'SENDING' RETURNING id`;

export const INSERT_ATTEMPT = `
  INSERT INTO il.pact_webhook_attempt (delivery_id, n, started_at, status, log)
  SELECT id, $2, $3, $4, $5 FROM il.pact_webhook_delivery WHERE id = $1 ON CONFLICT DO NOTHING`;
