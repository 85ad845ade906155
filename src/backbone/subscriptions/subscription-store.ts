import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ActiveSubscription, EventSubscription, SubscriptionDefinition } from "./event-subscription.js";

const INSERT = `
  INSERT INTO il.event_subscription (id, name, owner, url, plants, types, versions, sealed_secret)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (name) DO NOTHING RETURNING id`;
/** The place of the follower is made with the subscription: nothing that is published afterwards is missed. $2 null: from now on */
const INSERT_PLACE = `
  INSERT INTO il.event_cursor (follower, position)
  SELECT 'webhook ' || $1, coalesce($2::bigint, max(position), 0) FROM il.outbox WHERE position IS NOT NULL`;
const DELETE = "DELETE FROM il.event_subscription WHERE id = $1 RETURNING id";
const DELETE_PLACE = "DELETE FROM il.event_cursor WHERE follower = 'webhook ' || $1";
const SELECT = `
  SELECT s.id, s.name, s.owner, s.url, s.plants, s.types, s.versions, s.state, s.state_reason AS "stateReason",
    s.delivered::text AS delivered, s.last_delivered_at AS "lastDeliveredAt", c.position::text AS position,
    c.failing_since AS "failingSince", c.last_error AS "lastError", s.created_at AS "createdAt",
    (SELECT count(*)::int FROM il.event_dead_letter d
      WHERE d.subscription_id = s.id AND d.redelivered_at IS NULL) AS "deadLetters"
  FROM il.event_subscription s JOIN il.event_cursor c ON c.follower = 'webhook ' || s.id`;
const LIST = `${SELECT} ORDER BY s.name`;
const FIND = `${SELECT} WHERE s.name = $1`;
const ACTIVE = `
  SELECT id, name, owner, url, plants, types, versions, sealed_secret AS "sealedSecret", updated_at::text AS "updatedAt"
  FROM il.event_subscription WHERE state = 'ACTIVE' ORDER BY id`;
const SEALED_SECRET = `SELECT sealed_secret AS "sealedSecret" FROM il.event_subscription WHERE id = $1`;
const COUNT = "SELECT count(*)::int AS count FROM il.event_subscription";
const SET_STATE = `
  UPDATE il.event_subscription SET state = $2, state_reason = $3, refused_in_row = 0, updated_at = clock_timestamp()
  WHERE id = $1 AND state <> $2 RETURNING id`;
const COUNT_TAKEN = `
  UPDATE il.event_subscription SET delivered = delivered + $2, refused_in_row = 0, last_delivered_at = now() WHERE id = $1`;
const INSERT_DEAD = `
  INSERT INTO il.event_dead_letter (id, subscription_id, position, event, status, attempts)
  SELECT $1, id, $3, $4, $5, $6 FROM il.event_subscription WHERE id = $2
  ON CONFLICT (subscription_id, position) DO NOTHING RETURNING id`;
const COUNT_REFUSED = `
  UPDATE il.event_subscription SET refused_in_row = refused_in_row + 1 WHERE id = $1 RETURNING refused_in_row AS "inRow"`;

/** An event that its receiver has refused for good. */
export interface NewDeadLetter {
  readonly id: string;
  readonly subscriptionId: string;
  readonly position: string;
  readonly event: CloudEvent;
  readonly status: number;
  readonly attempts: number;
}

/** A subscription that is to be made. */
export interface NewSubscription extends SubscriptionDefinition {
  readonly id: string;
  readonly owner: string;
  readonly sealedSecret: string;
}

/** Rows of il.event_subscription and of the places of its followers. */
export class SubscriptionStore {
  constructor(private readonly unitOfWork: Pick<UnitOfWork, "read">) {}

  async list(): Promise<readonly EventSubscription[]> {
    return await this.unitOfWork.read<EventSubscription>(LIST);
  }

  async find(name: string): Promise<EventSubscription | undefined> {
    // Postgres text holds no NUL; such a name is simply unknown.
    return name.includes("\u0000") ? undefined : (await this.unitOfWork.read<EventSubscription>(FIND, [name]))[0];
  }

  async active(): Promise<readonly ActiveSubscription[]> {
    return await this.unitOfWork.read<ActiveSubscription>(ACTIVE);
  }

  async sealedSecretOf(id: string): Promise<string | undefined> {
    return (await this.unitOfWork.read<{ sealedSecret: string }>(SEALED_SECRET, [id]))[0]?.sealedSecret;
  }

  async count(tx: Tx): Promise<number> {
    return (await tx.query<{ count: number }>(COUNT))[0]?.count ?? 0;
  }

  /** @param after undefined: what is published from now on @returns false when the name is taken */
  async insert(tx: Tx, subscription: NewSubscription, after: string | undefined): Promise<boolean> {
    const { id, name, owner, url, plants, types, versions, sealedSecret } = subscription;
    const inserted = await tx.query(INSERT, [id, name, owner, url, plants, types, versions, sealedSecret]);
    if (inserted.length === 0) return false;
    await tx.query(INSERT_PLACE, [id, after ?? null]);
    return true;
  }

  async delete(tx: Tx, id: string): Promise<boolean> {
    await tx.query(DELETE_PLACE, [id]);
    return (await tx.query(DELETE, [id])).length > 0;
  }

  /** @returns false when it is in that state already, or gone */
  async setState(tx: Tx, id: string, state: EventSubscription["state"], reason: string | null): Promise<boolean> {
    return (await tx.query(SET_STATE, [id, state, reason])).length > 0;
  }

  async countTaken(id: string, count: number): Promise<void> {
    await this.unitOfWork.read(COUNT_TAKEN, [id, count]);
  }

  /** @returns how many were refused without one taken in between; undefined when it was known or the subscription is gone */
  async insertDead(tx: Tx, letter: NewDeadLetter): Promise<number | undefined> {
    const { id, subscriptionId, position, event, status, attempts } = letter;
    const values = [id, subscriptionId, position, JSON.stringify(event), status, attempts];
    if ((await tx.query(INSERT_DEAD, values)).length === 0) return undefined;
    return (await tx.query<{ inRow: number }>(COUNT_REFUSED, [subscriptionId]))[0]?.inRow;
  }
}
