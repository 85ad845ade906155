import assert from "node:assert/strict";
import { test } from "node:test";
import { mapOrderForMes } from "./map-order-for-mes.js";
import type { OrderRelease } from "../order-release.js";

const order: OrderRelease = {
  orderNumber: "258456",
  plantCode: "P300",
  revision: 1,
  erpSystem: "ERP1",
  orderType: "PROCESS",
  material: { number: "SO1215", gtin: "09506000134352" },
  quantity: { value: "1000", unit: "KGM" },
  plannedStart: "2012-11-29T08:00:00Z",
  plannedEnd: "2012-11-29T16:00:00Z",
  routing: { id: "RT", version: "1" },
  bom: { id: "BOM", version: "1" },
  operations: [
    { operationNumber: "0010", sequence: 1, workCenterCode: "WEIGH3", quantity: { value: "1000", unit: "KGM" } },
  ],
  components: [
    {
      componentLine: "0010",
      operationNumber: "0010",
      materialNumber: "CRBN0001",
      quantity: { value: "400", unit: "KGM" },
      storageLocationCode: "BX1",
      substituteFor: "CRBN0009",
      allocatedLots: [{ lotNumber: "L1", quantity: { value: "400", unit: "KGM" } }],
    },
    {
      componentLine: "0030",
      operationNumber: "0010",
      materialNumber: "CRBN0001",
      quantity: { value: "5", unit: "C62" },
    },
  ],
  coProducts: [{ materialNumber: "CRBN0001", quantity: { value: "1", unit: "KGM" } }],
};

const mappings = {
  unit: { KG: "KGM", KILO: "KGM" },
  workCenter: { WEIGH3: "Center 3" },
  movementType: {},
  reason: {},
  lot: {},
  storageLocation: { BOX1: "BX1" },
  material: { "C-1": "CRBN0001", "C-9": "CRBN0009" },
};

test("an order is told in the codes of the plant, lines of one material one by one", () => {
  assert.deepEqual(mapOrderForMes(order, mappings), {
    ...order,
    quantity: { value: "1000", unit: "KG" },
    operations: [
      { operationNumber: "0010", sequence: 1, workCenterCode: "Center 3", quantity: { value: "1000", unit: "KG" } },
    ],
    components: [
      {
        componentLine: "0010",
        operationNumber: "0010",
        materialNumber: "C-1",
        quantity: { value: "400", unit: "KG" },
        storageLocationCode: "BOX1",
        substituteFor: "C-9",
        allocatedLots: [{ lotNumber: "L1", quantity: { value: "400", unit: "KG" } }],
      },
      { componentLine: "0030", operationNumber: "0010", materialNumber: "C-1", quantity: { value: "5", unit: "C62" } },
    ],
    coProducts: [{ materialNumber: "C-1", quantity: { value: "1", unit: "KG" } }],
  });
});

test("codes without a mapping stay as they are", () => {
  const none = { unit: {}, workCenter: {}, movementType: {}, reason: {}, lot: {}, storageLocation: {}, material: {} };
  assert.deepEqual(mapOrderForMes(order, none), { ...order });
});
