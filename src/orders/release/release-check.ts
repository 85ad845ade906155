import type { Clock } from "../../kernel/clock.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { OrderRelease } from "../order-release.js";
import { type ReleaseVerdict, loadReleaseMasterData, validateRelease } from "./validate-release.js";

/** Checks an order against the master data as this transaction sees it. */
export type ReleaseCheck = (tx: Tx, order: OrderRelease) => Promise<ReleaseVerdict>;

/** The release checks of domain §5(a) 6-12. */
export function releaseCheck(clock: Clock): ReleaseCheck {
  return async (tx, order) => validateRelease(order, await loadReleaseMasterData(tx, order), clock.now());
}
