import { toProblem } from "../../kernel/problem.js";
import { explainOperation } from "../../platform/operations/operation-status.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import { orderProblems } from "../problems.js";
import type { AdvanceRelease } from "../release/advance-release.js";
import type { ReleaseOrder } from "../release/release-order.js";

/**
 * Lets an order wait until its plant can be reached. Its operation goes on, and says why nothing happens. No-op for an
 * order that waits already.
 */
export async function bufferOrder(
  tx: Tx,
  advance: AdvanceRelease,
  order: ReleaseOrder,
  profile: PlantProfile,
): Promise<void> {
  if (order.syncState === "BUFFERED") return;
  const detail = `${profile.systems.mes.name} of plant ${order.plantCode} gives no answer; the order is sent when it does.`;
  const mayWait = order.syncState === "VALIDATED" || order.syncState === "DISPATCHING";
  const ready = mayWait ? order : await advance.move(tx, order, { action: "order:dispatch", syncState: "DISPATCHING" });
  await advance.move(tx, ready, { action: "order:buffer", syncState: "BUFFERED", openReasons: [detail] });
  const details = { plantCode: order.plantCode, detail };
  const problem = toProblem(orderProblems.PLANT_OFFLINE_BUFFERED, details, order.correlationId);
  await explainOperation(tx, order.operationId, problem);
}
