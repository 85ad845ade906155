import { JsonText } from "../../gateway/public.js";
import type { Trace, TracedEdge, TraceQuestion } from "../../genealogy/public.js";

interface End {
  readonly materialNumber: string;
  readonly lotNumber: string;
}

/** Genealogy of the contract. A handling unit has no material. */
export function toGenealogy({ nodes, edges, truncation }: Trace, question: TraceQuestion): JsonText {
  const { materialNumber, lotNumber, direction, depth } = question;
  return new JsonText(
    JSON.stringify({
      root: { materialNumber, lotNumber },
      direction,
      depth,
      isTruncated: truncation !== undefined,
      ...(truncation === undefined ? {} : { truncation }),
      nodes: nodes.map((node) => ({
        ...toEnd(node),
        depth: node.depth,
        ...(node.disposition === undefined ? {} : { disposition: node.disposition }),
      })),
      edges: edges.map(toEdge),
    }),
  );
}

const toEnd = ({ materialNumber, lotNumber }: End): object =>
  materialNumber === "" ? { handlingUnit: lotNumber } : { materialNumber, lotNumber };

function toEdge(edge: TracedEdge): object {
  return {
    parent: toEnd({ materialNumber: edge.parentMaterial, lotNumber: edge.parentLot }),
    child: toEnd({ materialNumber: edge.childMaterial, lotNumber: edge.childLot }),
    kind: edge.kind,
    quantity: { value: edge.quantity, unit: edge.unit },
    plantCode: edge.plantCode,
    ...(edge.orderNumber === null ? {} : { orderNumber: edge.orderNumber }),
    ...(edge.operationNumber === null ? {} : { operationNumber: edge.operationNumber }),
    ...(edge.confirmationId === null ? {} : { confirmationId: edge.confirmationId }),
    occurredAt: new Date(edge.atMs).toISOString(),
  };
}
