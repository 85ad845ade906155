import type { Finding } from "../../kernel/finding.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { Movement } from "../movement.js";
import type { MovementOrderAccess } from "../movement-orders.js";
import { unknownPlant, type ApplyMovementOutcome } from "./apply-movement.js";
import { checkMovement } from "./checks/check-movement.js";
import { warn } from "./checks/movement-context.js";
import type { MovementContextLoader } from "./movement-context-loader.js";
import { obstacleOf } from "./order-obstacle.js";

/** MovementValidation of the contract. */
export interface MovementValidation {
  readonly verdict: ApplyMovementOutcome;
  readonly findings: readonly Finding[];
}

/** What would become of a movement; nothing is stored. */
export class DryRunMovement {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contexts: MovementContextLoader,
    private readonly access: MovementOrderAccess,
  ) {}

  async validate(movement: Movement): Promise<MovementValidation> {
    const { orderNumber, plantCode } = movement;
    const profile = await this.contexts.profile(plantCode);
    if (profile === undefined) return { verdict: "PARKED", findings: [unknownPlant(plantCode)] };
    return await this.unitOfWork.run(async (tx) => {
      const order = orderNumber === undefined ? undefined : await this.access.orders.lock(tx, plantCode, orderNumber);
      const obstacle = orderNumber === undefined ? undefined : obstacleOf(order);
      const context = await this.contexts.load(tx, movement, profile, obstacle === undefined ? order : undefined, null);
      const findings = checkMovement(movement, context);
      if (findings.some(({ severity }) => severity === "ERROR")) return { verdict: "PARKED", findings };
      if (obstacle === undefined) return { verdict: "APPLIED", findings };
      const message = `Order ${orderNumber} is not known or not ready; the movement would wait for it.`;
      const waiting = warn(obstacle, "/orderNumber", message, "Release the order, or correct its number.");
      return { verdict: "QUARANTINED", findings: [...findings, waiting] };
    });
  }
}
