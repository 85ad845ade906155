import type { EdgeKind } from "./genealogy-edge.js";
import type { NewEdge } from "./edges-of-order.js";

/** An amount of a lot that a movement turns into another material; the lot keeps its number. */
export interface TransferredLot {
  readonly fromMaterial: string;
  readonly toMaterial: string;
  readonly lotNumber: string;
  /** Decimal text. */
  readonly quantity: string;
  readonly unit: string;
}

/** A movement from material to material, booked as a whole. */
export interface LotTransfer {
  readonly movementId: string;
  readonly plantCode: string;
  readonly lots: readonly TransferredLot[];
  readonly occurredAt: Date;
}

/**
 * One edge for each pair of lots. A lot that is made of several others is merged of them; every other one is split off
 * its parent, which may go on under its own material.
 */
export function edgesOfTransfer({ movementId, plantCode, lots, occurredAt }: LotTransfer): NewEdge[] {
  const moved = lots.filter(({ fromMaterial, toMaterial }) => fromMaterial !== toMaterial);
  const parentsOf = Map.groupBy(moved, ({ toMaterial, lotNumber }) => `${toMaterial}~${lotNumber}`);
  return [...parentsOf.values()].flatMap((parts) => {
    const isMerged = new Set(parts.map(({ fromMaterial }) => fromMaterial)).size > 1;
    const kind: EdgeKind = isMerged ? "MERGE" : "SPLIT";
    return parts.map(({ fromMaterial, toMaterial, lotNumber, quantity, unit }, index) => ({
      plantCode,
      parentMaterial: fromMaterial,
      parentLot: lotNumber,
      childMaterial: toMaterial,
      childLot: lotNumber,
      quantity,
      unit,
      kind,
      orderNumber: null,
      operationNumber: null,
      confirmationId: null,
      sourceId: `${movementId}/${fromMaterial}/${index}`,
      at: occurredAt,
    }));
  });
}
