import { MatchersV3 } from "@pact-foundation/pact";
import type { ConsumedApi } from "../need.js";
import * as sample from "./samples.js";

const { fromProviderState, like, regex } = MatchersV3;

const MOVEMENTS = "/inventory-movement/v1/movements";
const MOVEMENT_VALUES = { movementId: "01KAR7S4Z1MX3V9C4T8E6H5J2W" };
const SCRAPPED = "a scrap of one lot that was posted";

const scrap = {
  plantCode: "P100",
  movementType: "SCRAP",
  materialNumber: "RM-100",
  quantity: sample.kilograms("2"),
  lotNumber: "LOT-RM-7",
  storageLocation: { from: "RM01" },
  reasonCode: "S01",
};

/** The MES of discrete manufacturing still speaks version 1: a movement is one material of one lot. */
export const mesDiscreteMovements: ConsumedApi = {
  provider: "inventory-movement-v1",
  readsEventsIn: "inventory-movement/v1",
  needs: [
    {
      kind: "http",
      state: "the plant runs",
      description: "reports scrap of one lot",
      method: "POST",
      path: MOVEMENTS,
      body: { ...scrap, occurredAt: fromProviderState("${now}", "2026-11-23T09:10:00.000Z") },
      answer: { status: 202, body: sample.startedOperation },
    },
    {
      kind: "http",
      state: SCRAPPED,
      description: "reads a movement of one lot",
      method: "GET",
      path: `${MOVEMENTS}/\${movementId}`,
      values: MOVEMENT_VALUES,
      answer: { status: 200, body: { id: sample.id(), movement: scrap, state: "POSTED", findings: [] } },
    },
    {
      kind: "http",
      state: "an issue of two materials that was posted",
      description: "reads a movement that version 1 has no words for",
      method: "GET",
      path: `${MOVEMENTS}/\${movementId}`,
      values: MOVEMENT_VALUES,
      answer: {
        status: 409,
        headers: {
          "Content-Type": sample.PROBLEM,
          Link: regex(
            /^.*<.*\/inventory-movement\/v2\/movements\/.*>.*$/,
            '</inventory-movement/v2/movements/1>; rel="successor-version"',
          ),
        },
        body: { code: "NOT_REPRESENTABLE_IN_VERSION", status: 409, detail: like("The movement has 2 lines.") },
      },
    },
    {
      kind: "message",
      state: SCRAPPED,
      description: "material was scrapped",
      operationId: "publishInventoryMovementScrapped",
      contents: sample.event("inventory-movement.scrapped.v1", { movementId: sample.id(), movement: scrap }),
    },
  ],
};
