import { InterlockError } from "../../kernel/problem.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantScope } from "../../platform/security/public.js";
import { recoveryProblems } from "../problems.js";
import type { Alert } from "./alert.js";
import { ACKNOWLEDGE, FIND_ALERT, LIST_ALERTS, LOCK_ALERT } from "./alert.statement.js";
import type { RecordAlerts } from "./record-alerts.js";

/** What people ask of alerts, and their word that they look after one. */
export class Alerts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: RecordAlerts,
  ) {}

  /** The newest first. */
  async list(
    plants: PlantScope,
    state: string | undefined,
    plantCode: string | undefined,
    limit: number,
  ): Promise<Alert[]> {
    const values = [plants === "*" ? null : plants, state ?? null, plantCode ?? null, limit];
    return await this.unitOfWork.read<Alert>(LIST_ALERTS, values);
  }

  /** @throws InterlockError ALERT_NOT_FOUND */
  async get(id: string): Promise<Alert> {
    const [alert] = await this.unitOfWork.read<Alert>(FIND_ALERT, [id]);
    return alert ?? notFound(id);
  }

  /** It is escalated no more, unless it becomes worse. @throws InterlockError ALERT_NOT_FOUND, ALERT_NOT_OPEN */
  async acknowledge(id: string, by: string, note: string): Promise<Alert> {
    return await this.unitOfWork.run(async (tx) => {
      const [found] = await tx.query<Alert>(LOCK_ALERT, [id]);
      const { state, acknowledgedBy } = found ?? notFound(id);
      const [alert] = await tx.query<Alert>(ACKNOWLEDGE, [id, by, note]);
      if (alert === undefined) throw notOpen(id, state, acknowledgedBy);
      await this.records.record(tx, "alert.acknowledged", [alert], by);
      return alert;
    });
  }
}

function notFound(id: string): never {
  const detail = `There is no alert ${id.slice(0, 40)}; list them with GET /platform/v1/alerts.`;
  throw new InterlockError(recoveryProblems.ALERT_NOT_FOUND, { detail });
}

function notOpen(id: string, state: string, acknowledgedBy: string | null): InterlockError {
  const detail = state === "RESOLVED" ? `Alert ${id} is over.` : `${acknowledgedBy} looks after alert ${id} already.`;
  return new InterlockError(recoveryProblems.ALERT_NOT_OPEN, { detail });
}
