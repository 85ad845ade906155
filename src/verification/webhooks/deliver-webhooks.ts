import type { AuditLog } from "../../platform/audit/public.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CLAIM, type DueDelivery, FINISH, INSERT_ATTEMPT, READ_DUE } from "./delivery-statements.js";
import type { Attempt, SendWebhook } from "./send-webhook.js";

/** Seconds before each further attempt: soon for a hiccup, later for a deployment, half an hour in all. */
export const RETRY_DELAYS_SECONDS: readonly number[] = [10, 60, 120, 300, 600, 1200];
const BATCH_MAX = 8;
/** Longer than an attempt can take, whatever hangs. */
const LEASE_SECONDS = 60;

/** Sends the webhooks that are due. Several processes may do so at once; each delivery is taken by one of them. */
export class DeliverWebhooks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly sender: SendWebhook,
    private readonly retryDelaysSeconds = RETRY_DELAYS_SECONDS,
  ) {}

  /** @returns whether there may be more to do at once */
  async runOnce(): Promise<boolean> {
    const claimed = await this.unitOfWork.read<{ id: string }>(CLAIM, [BATCH_MAX, LEASE_SECONDS]);
    if (claimed.length === 0) return false;
    const due = await this.unitOfWork.read<DueDelivery>(READ_DUE, [claimed.map(({ id }) => id)]);
    await Promise.all(due.map((delivery) => this.#deliver(delivery)));
    return claimed.length === BATCH_MAX;
  }

  async #deliver(delivery: DueDelivery): Promise<void> {
    const { id, webhookId, event, request, sealedSecrets } = delivery;
    const attempt = await this.sender.send({ id, webhookId, event, request, sealedSecrets, context: delivery });
    await this.unitOfWork.run((tx) => this.#finish(tx, delivery, attempt));
  }

  async #finish(tx: Tx, delivery: DueDelivery, attempt: Attempt): Promise<void> {
    const { id, attempts } = delivery;
    const { isSuccess, isRetryable, startedAt, status, log } = attempt;
    const delaySeconds = isSuccess || !isRetryable ? undefined : this.retryDelaysSeconds[attempts - 1];
    const state = isSuccess ? "SUCCEEDED" : delaySeconds === undefined ? "FAILED" : "RETRY_WAIT";
    const finished = await tx.query(FINISH, [id, attempts, state, delaySeconds ?? 0]);
    await tx.query(INSERT_ATTEMPT, [id, attempts, startedAt.toISOString(), status, log]);
    if (finished.length > 0 && state !== "RETRY_WAIT") await this.#record(tx, delivery, state, status);
  }

  async #record(tx: Tx, delivery: DueDelivery, state: string, status: number | null): Promise<void> {
    const { id, webhookId, event, attempts, consumer, consumerNumber, provider } = delivery;
    const after = { state, event, attempts, status, delivery: id, consumer, consumerNumber, provider };
    const subject = { resourceType: "pact-webhook", resourceId: webhookId };
    await this.audit.append(tx, [
      { actor: "worker", action: "pact:deliver-webhook", ...subject, correlationId: id, after },
    ]);
  }
}
