import { randomUUID } from "node:crypto";
import type { AuditLog } from "../../platform/audit/public.js";
import { makeSigningSecret } from "../../platform/outbound/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { type ChangeActor, recordChanges } from "../record-change.js";
import { READ_SAMPLE, READ_SAMPLE_OF_PAIR } from "./delivery-statements.js";
import { type EventContext, PLACEHOLDER_CONTEXT } from "./event-context.js";
import { participantIds } from "./participant-ids.js";
import type { Attempt, SendWebhook } from "./send-webhook.js";
import type { WebhookDefinition, WebhookRequest } from "./webhook.js";
import type { WebhookRegistry } from "./webhook-registry.js";
import { hideSecrets, takeSecrets } from "./webhook-secrets.js";
import type { WebhookVault } from "./webhook-vault.js";

const SEALED = `SELECT sealed_secrets AS "sealedSecrets" FROM il.pact_webhook WHERE id = $1::uuid`;

/** What is sent for a test. */
interface TestedWebhook {
  readonly id: string;
  readonly request: WebhookRequest;
  readonly sealedSecrets: string | null;
  readonly sample: EventContext | undefined;
}

/** Sends a webhook once, now, for the newest pact it is about, so that whoever defines it sees whether it works. */
export class TestWebhook {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly webhooks: WebhookRegistry,
    private readonly sender: SendWebhook,
    private readonly vault: WebhookVault,
  ) {}

  /** A stored webhook. @throws InterlockError PACT_RESOURCE_NOT_FOUND */
  async run(id: string, actor: ChangeActor): Promise<Attempt> {
    const webhook = await this.webhooks.get(id);
    const [stored] = await this.unitOfWork.read<{ sealedSecrets: string | null }>(SEALED, [webhook.id]);
    const [sample] = await this.unitOfWork.read<EventContext>(READ_SAMPLE, [webhook.id]);
    return await this.#send({ ...webhook, sealedSecrets: stored?.sealedSecrets ?? null, sample }, actor);
  }

  /** One that is not stored: what it sends is signed with a secret of this once unless it brings its own. */
  async try(definition: WebhookDefinition, actor: ChangeActor): Promise<Attempt> {
    const { request, signingSecret = makeSigningSecret() } = definition;
    const id = randomUUID();
    const sealedSecrets = this.vault.seal({ ...takeSecrets(request, undefined), signingSecret }, id);
    const pair = await this.unitOfWork.run((tx) => participantIds(tx, definition));
    const [sample] = await this.unitOfWork.read<EventContext>(READ_SAMPLE_OF_PAIR, pair);
    return await this.#send({ id, request: hideSecrets(request), sealedSecrets, sample }, actor);
  }

  async #send({ id, request, sealedSecrets, sample }: TestedWebhook, actor: ChangeActor): Promise<Attempt> {
    const attempt = await this.sender.send({
      id: randomUUID(),
      webhookId: id,
      event: "test",
      request,
      sealedSecrets,
      context: sample ?? PLACEHOLDER_CONTEXT,
    });
    const after = { event: "test", url: request.url, isSuccess: attempt.isSuccess, status: attempt.status };
    const entry = { action: "pact:publish", resourceType: "pact-webhook", resourceId: id, after };
    await this.unitOfWork.run((tx) => recordChanges(tx, this.audit, actor, [entry]));
    return attempt;
  }
}
