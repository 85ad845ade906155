import { randomUUID } from "node:crypto";
import type { AuditLog } from "../../platform/audit/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import { READ_SAMPLE } from "./delivery-statements.js";
import { type EventContext, PLACEHOLDER_CONTEXT } from "./event-context.js";
import type { Attempt, SendWebhook } from "./send-webhook.js";
import type { WebhookRegistry } from "./webhook-registry.js";

const SEALED = `SELECT sealed_secrets AS "sealedSecrets" FROM il.pact_webhook WHERE id = $1::uuid`;

/** Sends a webhook once, now, for the newest pact it is about, so that whoever defines it sees whether it works. */
export class TestWebhook {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly webhooks: WebhookRegistry,
    private readonly sender: SendWebhook,
  ) {}

  /** @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async run(id: string, actor: ChangeActor): Promise<Attempt> {
    const webhook = await this.webhooks.get(id);
    const [stored] = await this.unitOfWork.read<{ sealedSecrets: string | null }>(SEALED, [webhook.id]);
    const [sample] = await this.unitOfWork.read<EventContext>(READ_SAMPLE, [webhook.id]);
    const attempt = await this.sender.send({
      id: randomUUID(),
      webhookId: webhook.id,
      event: "test",
      request: webhook.request,
      sealedSecrets: stored?.sealedSecrets ?? null,
      context: sample ?? PLACEHOLDER_CONTEXT,
    });
    const after = { event: "test", isSuccess: attempt.isSuccess, status: attempt.status };
    const entry = { action: "pact:publish", resourceType: "pact-webhook", resourceId: webhook.id, after };
    await this.unitOfWork.run((tx) => recordChanges(tx, this.audit, actor, [entry]));
    return attempt;
  }
}
