import type { AuditLog } from "../../platform/audit/public.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CLAIM, type DueDelivery, FINISH, INSERT_ATTEMPT, READ_DUE } from "./delivery-statements.js";
import type { Attempt, SendWebhook } from "./send-webhook.js";

/** Seconds before each further attempt: soon for a hiccup, later for a deployment, some 40 minutes in all. */
const RETRY_DELAYS_SECONDS: readonly number[] = [10, 60, 120, 300, 600, 1200];
/** At once in this process, and of one webhook in all processes: a receiver that hangs must not hold up the others. */
const SENDING_MAX = 16;
const SENDING_OF_ONE_MAX = 4;
/** Longer than an attempt can take, whatever hangs. */
const LEASE_SECONDS = 60;

/** Sends the webhooks that are due. Several processes may do so at once; each delivery is taken by one of them. */
export class DeliverWebhooks {
  readonly #sending = new Set<Promise<void>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly sender: SendWebhook,
    /** Told about what is wrong on this side; the delivery is due again when its lease ends. */
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Begins to send what is due. @param onSettled told after each that has ended @returns whether it began any */
  async begin(onSettled: () => void = () => undefined): Promise<boolean> {
    const free = SENDING_MAX - this.#sending.size;
    if (free === 0) return false;
    const claimed = await this.unitOfWork.read<{ id: string }>(CLAIM, [free, LEASE_SECONDS, SENDING_OF_ONE_MAX]);
    if (claimed.length === 0) return false;
    const due = await this.unitOfWork.read<DueDelivery>(READ_DUE, [claimed.map(({ id }) => id)]);
    for (const delivery of due) this.#start(delivery, onSettled);
    return true;
  }

  /** Waits for what is being sent. */
  async settle(): Promise<void> {
    await Promise.all(this.#sending);
  }

  #start(delivery: DueDelivery, onSettled: () => void): void {
    const sending = this.#deliver(delivery)
      .catch(this.onFailure)
      .then(() => {
        this.#sending.delete(sending);
        onSettled();
      });
    this.#sending.add(sending);
  }

  async #deliver(delivery: DueDelivery): Promise<void> {
    const { id, webhookId, event, request, sealedSecrets } = delivery;
    const attempt = await this.sender.send({ id, webhookId, event, request, sealedSecrets, context: delivery });
    await this.unitOfWork.run((tx) => this.#finish(tx, delivery, attempt));
  }

  async #finish(tx: Tx, delivery: DueDelivery, attempt: Attempt): Promise<void> {
    const { id, attempts } = delivery;
    const { isSuccess, isRetryable, startedAt, status, log } = attempt;
    const delaySeconds = isSuccess || !isRetryable ? undefined : RETRY_DELAYS_SECONDS[attempts - 1];
    const state = isSuccess ? "SUCCEEDED" : delaySeconds === undefined ? "FAILED" : "RETRY_WAIT";
    const finished = await tx.query(FINISH, [id, attempts, state, delaySeconds ?? 0]);
    // Its webhook may have been deleted while it was sent, and it with it.
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
