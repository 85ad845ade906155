import type { Finding } from "../../kernel/finding.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import type { MovementOrderAccess } from "../movement-orders.js";
import { movementProblems } from "../problems.js";
import { checkMovement } from "./checks/check-movement.js";
import { refuse } from "./checks/movement-context.js";
import type { MovementContextLoader } from "./movement-context-loader.js";
import type { MovementEffects } from "./movement-effects.js";
import type { MovementMoves } from "./movement-moves.js";
import { type MovementRow, lockMovement, readMovement } from "./movement-row.js";
import { obstacleOf } from "./order-obstacle.js";

export type ApplyMovementOutcome = "APPLIED" | "PARKED" | "QUARANTINED";

/** Checks a stored movement and writes what it means, in one transaction under the lock of its order. */
export class ApplyMovement {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contexts: MovementContextLoader,
    private readonly access: MovementOrderAccess,
    private readonly effects: MovementEffects,
    private readonly moves: MovementMoves,
  ) {}

  /** Idempotent: a movement that has been applied or parked answers so again. */
  async apply(movementId: string): Promise<ApplyMovementOutcome> {
    const { plantCode } = await this.unitOfWork.run((tx) => readMovement(tx, movementId));
    // Before the transaction: whoever holds a connection and waits for a second one can stop all workers at once.
    const profile = await this.contexts.profile(plantCode);
    return await this.unitOfWork.run((tx) => this.#apply(tx, movementId, profile));
  }

  async #apply(tx: Tx, movementId: string, profile: PlantProfile | undefined): Promise<ApplyMovementOutcome> {
    const { orderNumber, plantCode } = await readMovement(tx, movementId);
    const order = orderNumber === null ? undefined : await this.access.orders.lock(tx, plantCode, orderNumber);
    const row = await lockMovement(tx, movementId);
    if (row.state === "PARKED") return "PARKED";
    if (row.state !== "RECEIVED" && row.state !== "QUARANTINED") return "APPLIED";
    if (profile === undefined) return await this.#park(tx, row, [unknownPlant(plantCode)]);
    const obstacle = orderNumber === null ? undefined : obstacleOf(order);
    if (obstacle !== undefined) {
      await this.moves.quarantine(tx, row, obstacle);
      return "QUARANTINED";
    }
    const context = await this.contexts.load(tx, row.document, profile, order, row.reverses);
    const findings = checkMovement(row.document, context);
    if (findings.some(({ severity }) => severity === "ERROR")) return await this.#park(tx, row, findings);
    await this.moves.apply(tx, row, findings);
    await this.effects.write(tx, row, context);
    return "APPLIED";
  }

  async #park(tx: Tx, row: MovementRow, findings: readonly Finding[]): Promise<ApplyMovementOutcome> {
    await this.moves.park(tx, row, movementProblems.MOVEMENT_REFUSED, findings);
    return "PARKED";
  }
}

/** The plant's profile decides where a movement goes, so that nothing can be said without it. */
export function unknownPlant(plantCode: string): Finding {
  const message = `No profile of plant ${plantCode} has been applied.`;
  return refuse("PLANT_UNKNOWN", "/plantCode", message, `Apply the folder of plant ${plantCode}, then send it again.`);
}
