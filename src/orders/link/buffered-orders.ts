import { appendEngineCommands, signalCommand } from "../../platform/engine/engine-commands.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import { type ReleaseRun, releaseWorkflowId } from "../release/release-workflow-id.js";

/** Commands that one statement writes. */
const WAKE_BATCH_MAX = 5000;

const ANY = "SELECT FROM il.production_order WHERE plant_code = $1 AND sync_state = 'BUFFERED' LIMIT 1";

const WAITING = `
  SELECT plant_code AS "plantCode", order_number AS "orderNumber", revision, release_run AS "releaseRun"
  FROM il.production_order WHERE plant_code = $1 AND sync_state = 'BUFFERED' ORDER BY released_at, order_number`;

const SUBMITTED_BEFORE = `
  SELECT FROM il.operation_status WHERE id = $1 AND submitted_at < now() - make_interval(secs => $2)`;

const SECONDS_PER_HOUR = 3600;

export async function hasBufferedOrders(tx: Tx, plantCode: string): Promise<boolean> {
  return (await tx.query(ANY, [plantCode])).length > 0;
}

/**
 * Wakes the releases that wait for the plant, the oldest first, by the signal they wait for besides their timer; a
 * release that finds no answer under it goes on as if its time were over. Returns how many there are.
 */
export async function wakeBufferedOrders(tx: Tx, plantCode: string): Promise<number> {
  const runs = await tx.query<ReleaseRun>(WAITING, [plantCode]);
  for (let first = 0; first < runs.length; first += WAKE_BATCH_MAX) {
    const commands = runs
      .slice(first, first + WAKE_BATCH_MAX)
      .map((run) => signalCommand(releaseWorkflowId(run), "acknowledgement", {}));
    await appendEngineCommands(tx, commands);
  }
  return runs.length;
}

/** Whether a release was asked for longer ago than an order may wait. */
export async function hasWaitedLongerThan(tx: Tx, operationId: string, hours: number): Promise<boolean> {
  return (await tx.query(SUBMITTED_BEFORE, [operationId, hours * SECONDS_PER_HOUR])).length > 0;
}
