import type { Clock } from "../../kernel/clock.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { OrderRelease } from "../order-release.js";
import { type ReleaseVerdict, loadReleaseMasterData, validateRelease } from "./validate-release.js";

/** What the release workflow would say of an order now; nothing is stored. */
export class DryRunRelease {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async validate(order: OrderRelease): Promise<ReleaseVerdict> {
    return validateRelease(order, await loadReleaseMasterData(this.unitOfWork, order), this.clock.now());
  }
}
