import type { ProblemDefinition } from "../../kernel/problem.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { MovementMoves } from "./movement-moves.js";
import { lockMovement } from "./movement-row.js";

/** Parks a movement whose workflow failed for good: it changed nothing, and a person has to see it. */
export class FailMovement {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly moves: MovementMoves,
  ) {}

  async fail(movementId: string, problem: ProblemDefinition): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const row = await lockMovement(tx, movementId);
      if (row.state !== "RECEIVED" && row.state !== "QUARANTINED") return;
      await this.moves.park(tx, row, problem, []);
    });
  }
}
