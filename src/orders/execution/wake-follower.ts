import { appendEngineCommands, startCommand } from "../../platform/engine/engine-commands.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { ConfirmationRow } from "./confirmation-row.js";
import { judgeSequence } from "./sequence-rule.js";
import { countStoredBetween, nextWaiting } from "./sequence-neighbours.js";

/**
 * Starts the report whose turn has come because this one is settled: its own workflow sleeps until its wait is over.
 * It is a workflow of its own, so that a report that fails takes nobody with it; it wakes the next one in turn.
 * @param lastApplied last number of the source that is applied, this report included
 */
export async function wakeFollower(tx: Tx, settled: ConfirmationRow, lastApplied: number): Promise<void> {
  const next = await nextWaiting(tx, settled);
  if (next === undefined) return;
  const place = judgeSequence(next.sequence, lastApplied, await countStoredBetween(tx, next, lastApplied));
  if (place === "GAP") return;
  const { id, plantCode, orderNumber, version } = next;
  const input = { plantCode, orderNumber, confirmationId: id };
  await appendEngineCommands(tx, [startCommand("execution-to-erp@1", `execution:${id}:woken-${version}`, input)]);
}
