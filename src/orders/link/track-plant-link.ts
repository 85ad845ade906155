import type { ForeignError } from "../../connectors/public.js";
import { canTransition } from "../../kernel/state-machine.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import type { ReleaseOrder } from "../release/release-order.js";
import { hasBufferedOrders, hasWaitedLongerThan, wakeBufferedOrders } from "./buffered-orders.js";
import { type OfflinePolicy, PLANT_LINK, type PlantLinkState, offlinePolicyOf } from "./plant-link.js";
import { type PlantLinkRow, plantLinkStore } from "./plant-link.store.js";
import type { PlantLinks } from "./plant-links.js";

/** What a gateway before a silent MES answers. */
const SILENCE: ReadonlySet<string> = new Set(["no-answer", "HTTP/502", "HTTP/503", "HTTP/504"]);

/** What a change of the link tells. */
interface LinkEvent {
  readonly name: "plant.offline" | "plant.online" | "plant.replay-completed";
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Follows from dispatches whether the MES of a plant can be reached. Only plants with `offline` in their profile are
 * followed. The caller holds the lock of the order's row, which is always taken before that of the link.
 */
export class TrackPlantLink {
  constructor(
    private readonly links: PlantLinks,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
  ) {}

  /** Whether the order waits for its plant instead of being dispatched now. */
  async mustWait(tx: Tx, order: ReleaseOrder, profile: PlantProfile): Promise<boolean> {
    const policy = offlinePolicyOf(profile);
    if (policy === undefined || (await this.links.state(order.plantCode)) !== "OFFLINE") return false;
    if (await hasWaitedLongerThan(tx, order.operationId, policy.bufferMaxHours)) return false;
    if (await plantLinkStore.takeProbe(tx, order.plantCode, policy.probeSeconds)) return false;
    return await plantLinkStore.isOffline(tx, order.plantCode);
  }

  /** The MES has answered, whatever it said. */
  async answered(tx: Tx, order: ReleaseOrder, profile: PlantProfile): Promise<void> {
    const policy = offlinePolicyOf(profile);
    if (policy === undefined || (await this.links.state(order.plantCode)) === "ONLINE") return;
    const link = await plantLinkStore.lock(tx, order.plantCode);
    if (link === undefined || link.state === "ONLINE") return;
    if (link.state === "OFFLINE") return await this.#replay(tx, order, profile, policy, link);
    if (link.state === "REPLAYING" && (await hasBufferedOrders(tx, order.plantCode))) return;
    const event = link.state === "REPLAYING" ? completed(profile, link) : undefined;
    await this.#move(tx, order, link.state, { state: "ONLINE", failures: 0, reason: "", ...policy }, event);
  }

  /** The dispatch stayed without an answer. Returns whether the order waits for the plant from now on. */
  async unanswered(tx: Tx, order: ReleaseOrder, profile: PlantProfile, error: ForeignError): Promise<boolean> {
    const policy = offlinePolicyOf(profile);
    if (policy === undefined) return false;
    if (!SILENCE.has(error.foreignCode)) {
      await this.answered(tx, order, profile);
      return false;
    }
    const state = await this.#count(tx, order, profile, policy, error.text);
    return state === "OFFLINE" && !(await hasWaitedLongerThan(tx, order.operationId, policy.bufferMaxHours));
  }

  async #count(
    tx: Tx,
    order: ReleaseOrder,
    profile: PlantProfile,
    policy: OfflinePolicy,
    reason: string,
  ): Promise<PlantLinkState> {
    const link = await plantLinkStore.lockOrCreate(tx, order.plantCode);
    const change = { failures: link.failures + 1, reason, ...policy };
    if (link.state === "OFFLINE") {
      await plantLinkStore.change(tx, order.plantCode, { ...change, state: "OFFLINE" });
      return "OFFLINE";
    }
    if (link.state !== "DEGRADED") await this.#move(tx, order, link.state, { ...change, state: "DEGRADED" });
    if (change.failures < policy.failuresMax) {
      if (link.state === "DEGRADED") await plantLinkStore.change(tx, order.plantCode, { ...change, state: "DEGRADED" });
      return "DEGRADED";
    }
    const data = { mesSystem: profile.systems.mes.name, failures: change.failures, reason };
    await this.#move(tx, order, "DEGRADED", { ...change, state: "OFFLINE" }, { name: "plant.offline", data });
    return "OFFLINE";
  }

  async #replay(tx: Tx, order: ReleaseOrder, profile: PlantProfile, policy: OfflinePolicy, link: PlantLinkRow) {
    const waiting = await wakeBufferedOrders(tx, order.plantCode);
    const data = { mesSystem: profile.systems.mes.name, ...since(link), waiting };
    const change = { state: "REPLAYING", failures: 0, reason: "", ...policy } as const;
    await this.#move(tx, order, "OFFLINE", change, { name: "plant.online", data });
    if (await hasBufferedOrders(tx, order.plantCode)) return;
    await this.#move(tx, order, "REPLAYING", { ...change, state: "ONLINE" }, completed(profile, link));
  }

  async #move(
    tx: Tx,
    order: ReleaseOrder,
    before: PlantLinkState,
    change: { readonly state: PlantLinkState; readonly failures: number; readonly reason: string } & OfflinePolicy,
    event?: LinkEvent,
  ): Promise<void> {
    const { plantCode, correlationId, traceparent } = order;
    const { state, failures, reason } = change;
    if (!canTransition(PLANT_LINK, before, state)) throw new Error(`a link cannot go from ${before} to ${state}`);
    await plantLinkStore.change(tx, plantCode, change);
    await this.audit.append(tx, [
      {
        actor: "worker",
        action: `plant-link:${state.toLowerCase()}`,
        resourceType: "plant-link",
        resourceId: plantCode,
        plantCode,
        correlationId,
        traceparent,
        before: { state: before },
        after: { state, failures },
        ...(reason === "" ? {} : { reason }),
      },
    ]);
    if (event !== undefined) {
      const partitionKey = `${plantCode}/LINK`;
      await this.outbox.append(tx, [
        { plantCode, partitionKey, latencyClass: "RT", correlationId, traceparent, ...event },
      ]);
    }
    tx.onEnd(() => {
      this.links.invalidate();
    });
  }
}

const since = ({ offlineSince }: PlantLinkRow): { readonly offlineSince?: string } =>
  offlineSince === null ? {} : { offlineSince: offlineSince.toISOString() };

const completed = (profile: PlantProfile, link: PlantLinkRow): LinkEvent => ({
  name: "plant.replay-completed",
  data: { mesSystem: profile.systems.mes.name, ...since(link) },
});
