import { randomUUID } from "node:crypto";
import type { AuditLog } from "../../platform/audit/public.js";
import { makeSigningSecret } from "../../platform/outbound/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { isUuid } from "../environments/environment-registry.js";
import { invalidMembers, notFound } from "../http/refusals.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import { participantIds } from "./participant-ids.js";
import type { Webhook, WebhookDefinition } from "./webhook.js";
import { hideSecrets, takeSecrets } from "./webhook-secrets.js";
import type { WebhookVault } from "./webhook-vault.js";

const WEBHOOK = `
  SELECT w.id, w.description, o.name AS provider, c.name AS consumer, w.is_enabled AS "isEnabled", w.events, w.request,
    w.created_at AS "createdAt", w.updated_at AS "updatedAt"
  FROM il.pact_webhook w LEFT JOIN il.pact_participant o ON o.id = w.provider_id
  LEFT JOIN il.pact_participant c ON c.id = w.consumer_id`;
const LIST = `${WEBHOOK} ORDER BY w.created_at, w.id LIMIT 1000`;
const FIND = `${WEBHOOK} WHERE w.id = $1::uuid`;
const STORED = `
  SELECT sealed_secrets AS sealed, is_enabled AS "isEnabled", request ->> 'url' AS url
  FROM il.pact_webhook WHERE id = $1::uuid FOR UPDATE`;
const UPSERT = `
  INSERT INTO il.pact_webhook (id, description, provider_id, consumer_id, is_enabled, events, request, sealed_secrets)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET description = EXCLUDED.description,
    provider_id = EXCLUDED.provider_id, consumer_id = EXCLUDED.consumer_id, is_enabled = EXCLUDED.is_enabled,
    events = EXCLUDED.events, request = EXCLUDED.request, sealed_secrets = EXCLUDED.sealed_secrets, updated_at = now()`;
/** A webhook that was switched off must not tell of what happened long before. */
const DROP_WAITING = `
  UPDATE il.pact_webhook_delivery SET state = 'FAILED', finished_at = now()
  WHERE webhook_id = $1 AND state IN ('PENDING', 'RETRY_WAIT')`;
const DELETE = `DELETE FROM il.pact_webhook WHERE id = $1::uuid RETURNING id`;

interface StoredWebhook {
  readonly sealed: string | null;
  readonly isEnabled: boolean;
  readonly url: string;
}

/** A webhook after a change, with its signing secret when that is new: it is shown this once. */
export interface ChangedWebhook {
  readonly webhook: Webhook;
  readonly newSigningSecret?: string;
}

/** Definitions of webhooks; their secrets are sealed and never read back. */
export class WebhookRegistry {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly vault: WebhookVault,
  ) {}

  async list(): Promise<readonly Webhook[]> {
    return await this.unitOfWork.read<Webhook>(LIST);
  }

  async find(id: string): Promise<Webhook | undefined> {
    return isUuid(id) ? (await this.unitOfWork.read<Webhook>(FIND, [id]))[0] : undefined;
  }

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async get(id: string): Promise<Webhook> {
    const webhook = await this.find(id);
    if (webhook === undefined) throw notFound(`No webhook ${id}`);
    return webhook;
  }

  /** @param id one that a client has chosen; made here without @throws InterlockError PACT_REQUEST_INVALID */
  async put(definition: WebhookDefinition, actor: ChangeActor, id: string = randomUUID()): Promise<ChangedWebhook> {
    if (!isUuid(id)) throw invalidMembers({ uuid: "must be a UUID (RFC 9562)" });
    const key = id.toLowerCase();
    const { description, provider, consumer, isEnabled, events, request } = definition;
    const newSigningSecret = await this.unitOfWork.run(async (tx) => {
      const [providerId, consumerId] = await participantIds(tx, { provider, consumer });
      const [stored] = await tx.query<StoredWebhook>(STORED, [key]);
      const before = this.vault.tryOpen(stored?.sealed ?? null, key);
      const signingSecret = definition.signingSecret ?? before?.signingSecret ?? makeSigningSecret();
      // Who may change a webhook must not be able to have its secrets sent to himself.
      const kept = stored !== undefined && isSameOrigin(stored.url, request.url) ? before : undefined;
      const sealed = this.vault.seal({ ...takeSecrets(request, kept), signingSecret }, key);
      const shown = hideSecrets(request);
      const values = [key, description, providerId, consumerId, isEnabled, events, JSON.stringify(shown), sealed];
      await tx.query(UPSERT, values);
      if (!isEnabled || stored?.isEnabled === false) await tx.query(DROP_WAITING, [key]);
      const after = { description, provider, consumer, isEnabled, events, method: request.method, url: request.url };
      await recordChanges(tx, this.audit, actor, [{ ...entryOf(key), after }]);
      return signingSecret === before?.signingSecret ? undefined : signingSecret;
    });
    const webhook = await this.get(key);
    return newSigningSecret === undefined ? { webhook } : { webhook, newSigningSecret };
  }

  async delete(id: string, actor: ChangeActor): Promise<void> {
    await this.get(id);
    await this.unitOfWork.run(async (tx) => {
      const deleted = await tx.query(DELETE, [id]);
      if (deleted.length === 0) throw notFound(`No webhook ${id}`);
      await recordChanges(tx, this.audit, actor, [{ ...entryOf(id), after: { deleted: true } }]);
    });
  }
}

/** Values stand in paths and queries only, so the origin is the same for every event. */
const isSameOrigin = (one: string, other: string): boolean => originOf(one) === originOf(other);

const originOf = (url: string): string | undefined => /^[a-z]+:\/\/[^/?#]+/i.exec(url)?.[0].toLowerCase();

const entryOf = (id: string) => ({ action: "pact:publish", resourceType: "pact-webhook", resourceId: id });
