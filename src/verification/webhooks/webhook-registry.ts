import { randomUUID } from "node:crypto";
import type { AuditLog } from "../../platform/audit/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { isUuid } from "../environments/environment-registry.js";
import { invalidMembers, notFound } from "../http/refusals.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import type { Webhook, WebhookDefinition } from "./webhook.js";

const WEBHOOK = `
  SELECT w.id, w.description, o.name AS provider, c.name AS consumer, w.is_enabled AS "isEnabled", w.events, w.request,
    w.created_at AS "createdAt", w.updated_at AS "updatedAt"
  FROM il.pact_webhook w LEFT JOIN il.pact_participant o ON o.id = w.provider_id
  LEFT JOIN il.pact_participant c ON c.id = w.consumer_id`;
const LIST = `${WEBHOOK} ORDER BY w.created_at, w.id LIMIT 1000`;
const FIND = `${WEBHOOK} WHERE w.id = $1::uuid`;
const UPSERT = `
  INSERT INTO il.pact_webhook (id, description, provider_id, consumer_id, is_enabled, events, request)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET description = EXCLUDED.description,
    provider_id = EXCLUDED.provider_id, consumer_id = EXCLUDED.consumer_id, is_enabled = EXCLUDED.is_enabled,
    events = EXCLUDED.events, request = EXCLUDED.request, updated_at = now()`;
const DELETE = `DELETE FROM il.pact_webhook WHERE id = $1::uuid RETURNING id`;
const PARTICIPANTS = `SELECT id, name FROM il.pact_participant WHERE name = ANY($1::text[])`;

/** Definitions of webhooks. They are kept for the clients that manage them; nothing is sent yet. */
export class WebhookRegistry {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
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
  async put(definition: WebhookDefinition, actor: ChangeActor, id: string = randomUUID()): Promise<Webhook> {
    if (!isUuid(id)) throw invalidMembers({ uuid: "must be a UUID (RFC 9562)" });
    const { description, provider, consumer, isEnabled, events, request } = definition;
    await this.unitOfWork.run(async (tx) => {
      const names = [provider, consumer].filter((name) => name !== null);
      const rows = await tx.query<{ id: string; name: string }>(PARTICIPANTS, [names]);
      const ids = new Map(rows.map((row) => [row.name, row.id]));
      for (const [member, name] of Object.entries({ provider, consumer })) {
        if (name !== null && !ids.has(name)) throw invalidMembers({ [member]: `is ${name}, which is no pacticipant` });
      }
      const idOf = (name: string | null): string | null => (name === null ? null : (ids.get(name) ?? null));
      const values = [id, description, idOf(provider), idOf(consumer), isEnabled, events, JSON.stringify(request)];
      await tx.query(UPSERT, values);
      const after = { description, provider, consumer, isEnabled, events, method: request.method, url: request.url };
      const entry = { action: "pact:publish", resourceType: "pact-webhook", resourceId: id, after };
      await recordChanges(tx, this.audit, actor, [entry]);
    });
    return await this.get(id);
  }

  async delete(id: string, actor: ChangeActor): Promise<void> {
    await this.get(id);
    await this.unitOfWork.run(async (tx) => {
      await tx.query(DELETE, [id]);
      const entry = { action: "pact:publish", resourceType: "pact-webhook", resourceId: id, after: { deleted: true } };
      await recordChanges(tx, this.audit, actor, [entry]);
    });
  }
}
