/** ACTIVE delivers; SUSPENDED waits until somebody resumes it; DISABLED was ended by its receiver (410 Gone). */
export type SubscriptionState = "ACTIVE" | "SUSPENDED" | "DISABLED";

/** What a client asks for. */
export interface SubscriptionDefinition {
  readonly name: string;
  readonly url: string;
  /** Null means every plant. */
  readonly plants: readonly string[] | null;
  /** Event types, such as com.interlock.posting.posted.v1; empty means all. */
  readonly types: readonly string[];
  /** Versions spoken where that is not the newest, such as inventory-movement/v1. */
  readonly versions: readonly string[];
}

/** A subscription as it is kept, without its secret. */
export interface EventSubscription extends SubscriptionDefinition {
  readonly id: string;
  readonly owner: string;
  readonly state: SubscriptionState;
  readonly stateReason: string | null;
  /** Events that the receiver has taken. */
  readonly delivered: string;
  readonly lastDeliveredAt: Date | null;
  /** Position up to which everything was taken or set aside. */
  readonly position: string;
  /** Since when the receiver does not answer as it should, and what it did; null while it does. */
  readonly failingSince: Date | null;
  readonly lastError: string | null;
  /** Dead letters that nobody has redelivered. */
  readonly deadLetters: number;
  readonly createdAt: Date;
}

/** What a worker needs to deliver. */
export interface ActiveSubscription extends SubscriptionDefinition {
  readonly id: string;
  readonly owner: string;
  readonly sealedSecret: string;
  /** Changes with every resume, so that a worker begins anew. */
  readonly updatedAt: string;
}

/** Name of the follower that holds the place of a subscription. */
export const followerOf = (id: string): string => `webhook ${id}`;

/** What the secret of a subscription is sealed for. */
export const secretContextOf = (id: string): string => `event-subscription/${id}`;
