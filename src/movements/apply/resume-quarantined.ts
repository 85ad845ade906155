import { appendEngineCommands, startCommand } from "../../platform/engine/engine-commands.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";

const QUARANTINED = `
  SELECT id FROM il.movement WHERE plant_code = $1 AND order_number = $2 AND state = 'QUARANTINED' ORDER BY id`;

/**
 * Starts the movements that waited for their order, by workflows of their own: the first one of each has ended, and an
 * ended workflow is not started twice under its id. @param occasion what has made the order ready, such as `revision-2`
 */
export async function resumeQuarantinedMovements(
  tx: Tx,
  plantCode: string,
  orderNumber: string,
  occasion: string,
): Promise<void> {
  const rows = await tx.query<{ id: string }>(QUARANTINED, [plantCode, orderNumber]);
  const commands = rows.map(({ id }) =>
    startCommand("movement-to-erp@1", `movement:${id}:${occasion}`, { movementId: id }),
  );
  await appendEngineCommands(tx, commands);
}
