import type { UlidFactory } from "../../kernel/ulid.js";
import type { AuditLog } from "../../platform/audit/public.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { EventSubscription, SubscriptionState } from "./event-subscription.js";
import type { NewDeadLetter, SubscriptionStore } from "./subscription-store.js";

/** So many refusals with nothing taken in between are no matter of single events: somebody has to look. */
const REFUSED_IN_ROW_MAX = 20;

type Subject = Pick<EventSubscription, "id" | "name">;

/** What a worker decides about a subscription: an event is set aside, or nothing more is sent. */
export class SetAside {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: SubscriptionStore,
    private readonly audit: AuditLog,
    private readonly ids: UlidFactory,
  ) {}

  /** Keeps an event that its receiver refuses; too many of them suspend the subscription. @returns whether that happened */
  async deadLetter(subject: Subject, letter: Omit<NewDeadLetter, "id" | "subscriptionId">): Promise<boolean> {
    return await this.unitOfWork.run(async (tx) => {
      const inRow = await this.store.insertDead(tx, { ...letter, id: this.ids.next(), subscriptionId: subject.id });
      if (inRow === undefined) return false;
      const { event, status, attempts } = letter;
      await this.#record(tx, subject, { deadLetter: event.id, type: event.type, status, attempts });
      if (inRow < REFUSED_IN_ROW_MAX) return false;
      const reason = `the receiver refused ${inRow} events one after the other, the last with ${status}`;
      await this.#end(tx, subject, "SUSPENDED", reason);
      return true;
    });
  }

  async end(subject: Subject, state: Exclude<SubscriptionState, "ACTIVE">, reason: string): Promise<void> {
    await this.unitOfWork.run((tx) => this.#end(tx, subject, state, reason));
  }

  async #end(tx: Tx, subject: Subject, state: SubscriptionState, reason: string): Promise<void> {
    const isChanged = await this.store.setState(tx, subject.id, state, reason.slice(0, 500));
    if (isChanged) await this.#record(tx, subject, { state, reason });
  }

  async #record(tx: Tx, { id, name }: Subject, after: Readonly<Record<string, unknown>>): Promise<void> {
    const resource = { resourceType: "event-subscription", resourceId: name };
    const entry = { actor: "worker", action: "event:subscribe", ...resource, correlationId: id, after };
    await this.audit.append(tx, [entry]);
  }
}
