// For the specs and the measurement of the genealogy: edges and lots without orders around them.
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { insertEdges } from "./genealogy-edge.js";

/** An edge from one lot of material M to another. */
export interface LotPair {
  readonly parent: string;
  readonly child: string;
}

/** Writes edges of plant P1, a thousand a statement. */
export async function linkLots(unitOfWork: UnitOfWork, clock: Clock, pairs: readonly LotPair[]): Promise<void> {
  const ids = new UlidFactory(clock);
  const at = clock.now();
  const place = { plantCode: "P1", parentMaterial: "M", childMaterial: "M", quantity: "1", unit: "KGM", at } as const;
  const none = { orderNumber: null, operationNumber: null, confirmationId: null, kind: "TRANSFORM" } as const;
  const rows = pairs.map(({ parent, child }) => {
    const id = ids.next();
    return { ...place, ...none, id, sourceId: id, parentLot: parent, childLot: child };
  });
  for (let start = 0; start < rows.length; start += 1000) {
    await unitOfWork.run((tx) => insertEdges(tx, rows.slice(start, start + 1000)));
  }
}
