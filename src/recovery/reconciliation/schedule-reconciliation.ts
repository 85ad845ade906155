import type { Logger } from "pino";
import { newTraceparent } from "../../kernel/trace-context.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantDirectory } from "../../plants/public.js";
import type { ReconcilePlant } from "./reconcile-plant.js";

const INTERVAL = "15 minutes";

const IS_DUE = `
  SELECT NOT EXISTS (SELECT 1 FROM il.reconciliation_run WHERE plant_code = $1 AND finished_at > now() - interval '${INTERVAL}') AS due`;

/** Reconciles each active plant every 15 minutes. Two workers at once are harmless: the cases are the same. */
export class ScheduleReconciliation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plants: PlantDirectory,
    private readonly reconciling: ReconcilePlant,
    private readonly logger: Logger,
  ) {}

  /** One look at every plant; true when one was due. A plant that cannot be reconciled does not keep the others waiting. */
  async round(): Promise<boolean> {
    let isBusy = false;
    for (const { plantCode, profile } of await this.plants.list()) {
      const [row] = await this.unitOfWork.read<{ due: boolean }>(IS_DUE, [plantCode]);
      if (row?.due !== true || profile.status !== "ACTIVE") continue;
      isBusy = true;
      try {
        await this.reconciling.run(plantCode, {
          trigger: "SCHEDULE",
          startedBy: "worker",
          correlationId: `reconciliation-${plantCode}`,
          traceparent: newTraceparent(),
        });
      } catch (error) {
        this.logger.error({ err: error, event: "reconciliation.failed", plantCode });
      }
    }
    return isBusy;
  }
}
