import { ZERO, add, compare, parseDecimal, subtract } from "../kernel/rational.js";
import type { GenealogyEdge } from "./genealogy-edge.js";
import type { OrderLot } from "./order-lot.js";

/** An edge before it has an id. */
export type NewEdge = Omit<GenealogyEdge, "id">;

const lotOf = ({ materialNumber, lotNumber }: OrderLot): string => `${materialNumber}~${lotNumber}`;

/**
 * Every edge that the lots of one order make: each consumption leads to each lot made, whichever was reported first,
 * because what was in the order is in all that came out of it; and a lot leads to the handling unit it was packed into.
 * A lot that was given back as a whole is in nothing.
 */
export function edgesOfOrder(lots: readonly OrderLot[]): NewEdge[] {
  const returned = returnedLots(lots);
  const inputs = lots.filter((lot) => lot.side === "INPUT" && !returned.has(lotOf(lot)));
  const outputs = lots.filter(({ side }) => side === "OUTPUT");
  const made = new Map(outputs.toReversed().map((output) => [lotOf(output), output]));
  return [
    ...inputs.flatMap((input) =>
      [...made.values()].filter((output) => isEdge(input, output)).map((output) => transformation(input, output)),
    ),
    ...outputs.flatMap((output) => aggregation(output)),
  ];
}

/** Lots of which the order gave back all that it took; amounts in different units are not compared. */
function returnedLots(lots: readonly OrderLot[]): ReadonlySet<string> {
  const byLot = Map.groupBy(
    lots.filter(({ side }) => side !== "OUTPUT"),
    lotOf,
  );
  return new Set([...byLot].filter(([, rows]) => isReturned(rows)).map(([lot]) => lot));
}

function isReturned(rows: readonly OrderLot[]): boolean {
  const units = new Set(rows.map(({ unit }) => unit));
  if (units.size !== 1 || !rows.some(({ side }) => side === "RETURN")) return false;
  const left = rows.reduce(
    (sum, { side, quantity }) => (side === "INPUT" ? add : subtract)(sum, parseDecimal(quantity)),
    ZERO,
  );
  return compare(left, ZERO) <= 0;
}

/** Edges that are missing among those that stand: an edge is known by what was consumed and what was made. */
export function missingEdges(wanted: readonly NewEdge[], standing: readonly GenealogyEdge[]): NewEdge[] {
  const known = new Set(standing.map(keyOf));
  return wanted.filter((edge) => !known.has(keyOf(edge)));
}

/** Edges that stand and no lot of the order makes any more. */
export function obsoleteEdges(wanted: readonly NewEdge[], standing: readonly GenealogyEdge[]): GenealogyEdge[] {
  const known = new Set(wanted.map(keyOf));
  return standing.filter((edge) => !known.has(keyOf(edge)));
}

const keyOf = ({ sourceId, childMaterial, childLot }: NewEdge): string =>
  `${sourceId.split("/")[0]} ${childMaterial}~${childLot}`;

/** A lot that is reworked becomes itself; elsewhere a lot that is put back into its own order made nothing. */
const isEdge = (input: OrderLot, output: OrderLot): boolean =>
  input.kind === "REWORK" || lotOf(input) !== lotOf(output);

function transformation(input: OrderLot, output: OrderLot): NewEdge {
  return {
    ...placeOf(input),
    childMaterial: output.materialNumber,
    childLot: output.lotNumber,
    kind: input.kind,
    sourceId: `${input.id}/${output.id}`,
  };
}

function aggregation(output: OrderLot): NewEdge[] {
  if (output.handlingUnit === null) return [];
  const { handlingUnit } = output;
  return [{ ...placeOf(output), childMaterial: "", childLot: handlingUnit, kind: "AGGREGATE", sourceId: output.id }];
}

function placeOf(lot: OrderLot): Omit<NewEdge, "childMaterial" | "childLot" | "kind" | "sourceId"> {
  return {
    plantCode: lot.plantCode,
    parentMaterial: lot.materialNumber,
    parentLot: lot.lotNumber,
    quantity: lot.quantity,
    unit: lot.unit,
    orderNumber: lot.orderNumber,
    operationNumber: lot.operationNumber,
    confirmationId: lot.confirmationId,
    at: lot.at,
  };
}
