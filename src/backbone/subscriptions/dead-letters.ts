import { InterlockError } from "../../kernel/problem.js";
import type { AuditLog } from "../../platform/audit/public.js";
import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ManagementContext } from "../../platform/security/public.js";
import type { EventSubscription } from "./event-subscription.js";
import { subscriptionProblems } from "./problems.js";
import type { SendEvent, SendOutcome } from "./send-event.js";
import type { SubscriptionStore } from "./subscription-store.js";

const SELECT = `
  SELECT id, position::text AS position, event, status, attempts, created_at AS "createdAt",
    redelivered_at AS "redeliveredAt", redelivered_by AS "redeliveredBy"
  FROM il.event_dead_letter WHERE subscription_id = $1`;
const LIST = `${SELECT} ORDER BY position DESC LIMIT 200`;
const FIND = `${SELECT} AND id = $2`;
const MARK = `
  UPDATE il.event_dead_letter SET redelivered_at = now(), redelivered_by = $2
  WHERE id = $1 AND redelivered_at IS NULL RETURNING id`;

/** An event that a receiver has refused. */
export interface DeadLetter {
  readonly id: string;
  readonly position: string;
  readonly event: CloudEvent;
  /** HTTP status of the last answer. */
  readonly status: number;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly redeliveredAt: Date | null;
  readonly redeliveredBy: string | null;
}

/** Events that were set aside, and their second chance. Later events of their key have been sent since. */
export class DeadLetters {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: SubscriptionStore,
    private readonly sender: SendEvent,
    private readonly audit: AuditLog,
  ) {}

  /** The newest 200. */
  async list({ id }: EventSubscription): Promise<readonly DeadLetter[]> {
    return await this.unitOfWork.read<DeadLetter>(LIST, [id]);
  }

  /** Sends it once, now. @throws InterlockError SUBSCRIPTION_UNKNOWN, EVENT_NOT_TAKEN */
  async redeliver(subscription: EventSubscription, letterId: string, context: ManagementContext): Promise<DeadLetter> {
    const { id, name, url } = subscription;
    const letter = await this.#find(id, letterId);
    const sealedSecret = (await this.store.sealedSecretOf(id)) ?? "";
    const outcome = await this.sender.send({ id, url, sealedSecret }, letter.event);
    if (outcome.kind !== "TAKEN") throw notTaken(outcome);
    const { principal, correlationId, traceparent } = context;
    await this.unitOfWork.run(async (tx) => {
      if ((await tx.query(MARK, [letterId, principal.clientId])).length === 0) return;
      const resource = { resourceType: "event-subscription", resourceId: name };
      const trail = { actor: principal.clientId, action: "event:subscribe", correlationId, traceparent };
      await this.audit.append(tx, [{ ...trail, ...resource, after: { redelivered: letter.event.id } }]);
    });
    return await this.#find(id, letterId);
  }

  async #find(subscriptionId: string, letterId: string): Promise<DeadLetter> {
    const isText = !letterId.includes("\u0000");
    const [found] = isText ? await this.unitOfWork.read<DeadLetter>(FIND, [subscriptionId, letterId]) : [];
    if (found !== undefined) return found;
    const detail = `The subscription has no dead letter ${letterId.slice(0, 30)}.`;
    throw new InterlockError(subscriptionProblems.SUBSCRIPTION_UNKNOWN, { detail });
  }
}

function notTaken(outcome: Exclude<SendOutcome, { kind: "TAKEN" }>): InterlockError {
  const reason = outcome.kind === "REFUSED" ? `the receiver answered ${outcome.status}` : outcome.reason;
  const detail = `The event stays a dead letter: ${reason}.`;
  return new InterlockError(subscriptionProblems.EVENT_NOT_TAKEN, { detail });
}
