import type { Clock } from "../kernel/clock.js";
import type { UlidFactory } from "../kernel/ulid.js";
import type { AuditLog } from "../platform/audit/audit-log.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import type { ContractActor, ContractState, ContractVersion, MoveContract } from "../registry/public.js";
import type { Outbox } from "../platform/messaging/outbox.js";
import { servedSetEvents } from "./events/served-set-events.js";
import type { PromotionAction, PromotionRecord } from "./promotion-record.js";
import type { PromotionStore } from "./promotion.store.js";
import { type ServedEntries, isInForce, servedHash } from "./served-entry.js";

/** A change of what is served. */
export interface ServedSetChange {
  readonly action: PromotionAction;
  readonly actor: ContractActor;
  readonly reason: string;
  readonly evaluationId?: string;
  /** State of a version that leaves the set without being retired: replaced by another, or taken out for harm. */
  readonly leavingState: Extract<ContractState, "approved" | "suspended">;
  /** The new set. @param promotionId id of the record this becomes */
  edit(current: ServedEntries, promotionId: string): ServedEntries;
}

/**
 * The one writer of promotion records: it keeps the states of the versions and the served set the same thing. Call it
 * after `PromotionStore.lockLatest` in the same transaction.
 */
export class ChangeServedSet {
  constructor(
    private readonly promotions: PromotionStore,
    private readonly moves: MoveContract,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
  ) {}

  /** @param latest the record `lockLatest` returned */
  async apply(tx: Tx, latest: PromotionRecord | undefined, change: ServedSetChange): Promise<PromotionRecord> {
    const { action, actor, reason, evaluationId } = change;
    const id = this.ids.next();
    const served = change.edit(latest?.served ?? [], id);
    await this.#alignStates(tx, latest?.served ?? [], served, change);
    const record: PromotionRecord = {
      id,
      seq: (latest?.seq ?? 0) + 1,
      action,
      served,
      servedHash: servedHash(served),
      ...(evaluationId === undefined ? {} : { evaluationId }),
      actor: actor.clientId,
      reason,
      correlationId: actor.correlationId,
      promotedAt: this.clock.now().toISOString(),
    };
    await this.promotions.insert(tx, record);
    await this.#record(tx, record, latest, actor);
    await this.outbox.append(tx, servedSetEvents(latest?.served ?? [], record, actor));
    return record;
  }

  /** Leaving comes before entering, because an address has one version at a time, in the database as well. */
  async #alignStates(tx: Tx, before: ServedEntries, after: ServedEntries, change: ServedSetChange): Promise<void> {
    const target = new Map(after.map(({ digest, state }) => [digest, state]));
    for (const { digest } of before.filter(isInForce)) {
      if (!target.has(digest)) await this.#moveTo(tx, digest, change.leavingState, change);
    }
    for (const [digest, state] of target) await this.#moveTo(tx, digest, state, change);
  }

  async #moveTo(tx: Tx, digest: string, state: ContractState, change: ServedSetChange): Promise<void> {
    const version = await this.moves.lock(tx, digest);
    for (const step of pathOf(version, state)) await this.#step(tx, digest, step, change);
  }

  async #step(tx: Tx, digest: string, to: ContractState, { actor, action, reason }: ServedSetChange): Promise<void> {
    const version = await this.moves.lock(tx, digest);
    await this.moves.move(tx, version, to, { actor, action: `contract:${action.toLowerCase()}`, reason });
  }

  async #record(
    tx: Tx,
    record: PromotionRecord,
    latest: PromotionRecord | undefined,
    actor: ContractActor,
  ): Promise<void> {
    await this.audit.append(tx, [
      {
        actor: actor.clientId,
        action: `contract:${record.action.toLowerCase()}`,
        resourceType: "promotion",
        resourceId: record.id,
        correlationId: actor.correlationId,
        ...(actor.traceparent === undefined ? {} : { traceparent: actor.traceparent }),
        contentHash: record.servedHash,
        before: { promotionId: latest?.id ?? null, served: latest?.served ?? [] },
        after: { seq: record.seq, served: record.served },
        reason: record.reason,
      },
    ]);
  }
}

/** What the product brings walks through every state; what was retired comes back through deprecated. */
function pathOf({ state, origin }: ContractVersion, to: ContractState): readonly ContractState[] {
  if (state === to) return [];
  if (state === "retired" && to === "promoted") return ["deprecated", "promoted"];
  if (state === "draft" && origin === "BUILT_IN") return ["candidate", "approved", to];
  if (to === "retired" && state !== "deprecated") return ["deprecated", "retired"];
  return [to];
}
