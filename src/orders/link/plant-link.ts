import type { StateMachine } from "../../kernel/state-machine.js";
import type { PlantProfile } from "../../plants/public.js";

/** Whether the MES of a plant can be reached, as its dispatches find it (domain §3.4). */
export type PlantLinkState = "ONLINE" | "DEGRADED" | "OFFLINE" | "REPLAYING";

export const PLANT_LINK: StateMachine<PlantLinkState> = {
  name: "plant-link",
  initial: ["ONLINE"],
  transitions: {
    ONLINE: ["DEGRADED"],
    DEGRADED: ["ONLINE", "OFFLINE"],
    OFFLINE: ["REPLAYING"],
    REPLAYING: ["ONLINE", "DEGRADED"],
  },
};

/** Setting `offline` of a plant, with what it leaves out. */
export interface OfflinePolicy {
  /** Dispatches in a row without an answer that make the plant OFFLINE. */
  readonly failuresMax: number;
  /** Pause between two dispatches that ask whether the MES is back. */
  readonly probeSeconds: number;
  /** Orders that may wait; the next one is refused. */
  readonly bufferMaxMessages: number;
  /** Size of the waiting orders as they are stored, in MiB. */
  readonly bufferMaxMb: number;
  /** A release that has waited longer is dispatched like that of a plant without a buffer, and fails like it. */
  readonly bufferMaxHours: number;
}

const DEFAULTS: OfflinePolicy = {
  failuresMax: 3,
  probeSeconds: 15,
  bufferMaxMessages: 250_000,
  bufferMaxMb: 512,
  bufferMaxHours: 72,
};

/** Undefined for a plant whose orders do not wait for their MES. */
export function offlinePolicyOf({ offline }: PlantProfile): OfflinePolicy | undefined {
  return offline === undefined ? undefined : { ...DEFAULTS, ...offline };
}
