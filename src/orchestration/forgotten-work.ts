import { type EngineCommandRow, startCommand } from "../platform/engine/engine-commands.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";

const ROWS_MAX = 500;

/**
 * A report whose sweep was commanded at its present version is left out, lest those that fail again and again shut out
 * the others. Done commands are kept for a day (engine-command.store.ts), so that it gets another chance then. The LIKE
 * is that of the partial index engine_command_sweep.
 */
const REPORTS = `
  SELECT c.id, c.plant_code AS "plantCode", c.order_number AS "orderNumber", c.version
  FROM il.confirmation c JOIN il.production_order o USING (plant_code, order_number)
  WHERE c.state = 'QUARANTINED' AND o.state NOT IN ('FORECAST', 'RELEASED') AND NOT EXISTS (
    SELECT 1 FROM il.engine_command k
    WHERE k.workflow_id LIKE 'execution:%:sweep-%' AND k.workflow_id = 'execution:' || c.id || ':sweep-' || c.version)
  ORDER BY c.id LIMIT ${ROWS_MAX}`;

/** The same for movements, by the partial index engine_command_movement_sweep. */
const MOVEMENTS = `
  SELECT m.id, m.version FROM il.movement m JOIN il.production_order o USING (plant_code, order_number)
  WHERE m.state = 'QUARANTINED' AND o.state NOT IN ('FORECAST', 'RELEASED') AND NOT EXISTS (
    SELECT 1 FROM il.engine_command k
    WHERE k.workflow_id LIKE 'movement:%:sweep-%' AND k.workflow_id = 'movement:' || m.id || ':sweep-' || m.version)
  ORDER BY m.id LIMIT ${ROWS_MAX}`;

interface ForgottenReport {
  readonly id: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly version: number;
}

interface ForgottenMovement {
  readonly id: string;
  readonly version: number;
}

/** Starts of what waits in quarantine although its order is ready; the workflow id names the version it was found at. */
export async function startsOfForgottenWork(tx: Tx): Promise<EngineCommandRow[]> {
  const reports = await tx.query<ForgottenReport>(REPORTS);
  const movements = await tx.query<ForgottenMovement>(MOVEMENTS);
  return [
    ...reports.map(({ id, plantCode, orderNumber, version }) =>
      startCommand("execution-to-erp@1", `execution:${id}:sweep-${version}`, {
        plantCode,
        orderNumber,
        confirmationId: id,
      }),
    ),
    ...movements.map(({ id, version }) =>
      startCommand("movement-to-erp@1", `movement:${id}:sweep-${version}`, { movementId: id }),
    ),
  ];
}
