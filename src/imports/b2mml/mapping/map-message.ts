import type { B2mmlMessage } from "../message/b2mml-message.js";
import type { GovernedCall } from "./governed-documents.js";
import { mapLot } from "./map-lot.js";
import { mapMaterial } from "./map-material.js";
import { mapOrder } from "./map-order.js";
import { mapPerformance } from "./map-performance.js";
import type { MappingContext } from "./mapping-context.js";

/** The governed calls a message asks for, in document order; complete only while the findings have no ERROR. */
export function mapMessage(message: B2mmlMessage, context: MappingContext): GovernedCall[] {
  switch (message.kind) {
    case "ProductionSchedule":
      return message.requests.flatMap((request) => mapOrder(request, context) ?? []);
    case "ProductionPerformance":
      return message.responses.flatMap((response) => mapPerformance(response, context));
    case "MaterialInformation":
      return message.lots.flatMap((lot) => mapLot(lot, context));
    case "MaterialDefinition":
      return message.definitions.flatMap((definition) => mapMaterial(definition, context) ?? []);
  }
}
