import { MatchersV3 } from "@pact-foundation/pact";
import type { ConsumedApi } from "../need.js";
import * as sample from "./samples.js";

const { eachLike, fromProviderState, like, regex } = MatchersV3;

const MOVEMENTS = "/inventory-movement/v2/movements";
const MOVEMENT_VALUES = { movementId: "01KAR7S4Z1MX3V9C4T8E6H5J2W" };
const ISSUED = "an issue of two materials that was posted";

const movementId = sample.id("01KAR7S4Z1MX3V9C4T8E6H5J2W");
const movementNumber = regex(/^M[0-9A-HJKMNP-TV-Z]{16}$/, "MMX3V9C4T8E6H5J2W");
const now = fromProviderState("${now}", "2026-11-23T09:10:00.000Z");

/** What the warehouse books by: from or to where, how much, and of which lots. */
const movedLine = {
  lineNumber: like(1),
  materialNumber: like("RM-100"),
  quantity: sample.quantity("24"),
  lots: eachLike({ lotNumber: like("LOT-RM-7"), quantity: sample.quantity("20") }),
};
const issue = {
  plantCode: "P100",
  movementType: "ISSUE_TO_ORDER",
  orderNumber: like("1000042"),
  occurredAt: sample.instant("2026-11-23T09:10:00.000Z"),
  lines: eachLike({ ...movedLine, storageLocation: { from: like("RM01") } }),
};

const shelf = { from: "RM01", to: "RM02" };
const lotsOf = (lotNumber: string, ...parts: readonly string[]) =>
  parts.map((part) => ({ lotNumber, quantity: sample.kilograms(part) }));

/** Two materials on their way to another storage location, the first from two places of its lot. */
const transfer = {
  plantCode: "P100",
  movementType: "TRANSFER_LOCATION",
  occurredAt: now,
  lines: [
    {
      lineNumber: 1,
      materialNumber: "RM-100",
      quantity: sample.kilograms("24"),
      lots: lotsOf("LOT-RM-7", "20", "4"),
      storageLocation: shelf,
    },
    {
      lineNumber: 2,
      materialNumber: "RM-200",
      quantity: sample.kilograms("16"),
      lots: lotsOf("LOT-RM-8", "16"),
      storageLocation: shelf,
    },
  ],
};

/**
 * The warehouse: reports what it moves with every lot, takes wrong movements back, and reports its stock. What orders take
 * and give is for the MES to report; the warehouse follows it.
 */
export const warehouseMovements: ConsumedApi = {
  provider: "inventory-movement-v2",
  needs: [
    {
      kind: "http",
      state: "the plant runs",
      description: "moves two materials, one of them from two places of a lot",
      method: "POST",
      path: MOVEMENTS,
      body: transfer,
      answer: {
        status: 202,
        headers: { Location: like("/inventory-movement/v2/operations/1") },
        body: sample.startedOperation,
      },
    },
    {
      kind: "http",
      state: ISSUED,
      description: "reads a movement with its document in the ERP",
      method: "GET",
      path: `${MOVEMENTS}/\${movementId}`,
      values: MOVEMENT_VALUES,
      answer: {
        status: 200,
        headers: { ETag: regex(/^"\d+"$/, '"3"') },
        body: {
          id: movementId,
          movementNumber,
          movement: issue,
          state: "POSTED",
          findings: [],
          posting: { kind: "ISSUE_TO_ORDER", state: "POSTED" },
        },
      },
    },
    {
      kind: "http",
      state: ISSUED,
      description: "lists issues",
      method: "GET",
      path: MOVEMENTS,
      query: { plantCode: "P100", movementType: "ISSUE_TO_ORDER", state: "POSTED", limit: "5" },
      answer: { status: 200, body: { items: eachLike({ id: movementId, movementNumber, movement: issue }) } },
    },
    {
      kind: "http",
      state: "a transfer that was posted",
      description: "takes a movement back",
      method: "POST",
      path: `${MOVEMENTS}/\${movementId}:reverse`,
      values: MOVEMENT_VALUES,
      headers: { "If-Match": sample.etag },
      body: { reasonCode: "S02", occurredAt: now },
      answer: { status: 202, body: sample.startedOperation },
    },
    {
      kind: "http",
      state: "a transfer that was taken back",
      description: "takes a movement back a second time",
      method: "POST",
      path: `${MOVEMENTS}/\${movementId}:reverse`,
      values: MOVEMENT_VALUES,
      headers: { "If-Match": sample.etag },
      body: { reasonCode: "S02", occurredAt: now },
      answer: {
        status: 409,
        headers: { "Content-Type": sample.PROBLEM },
        body: { code: "ALREADY_REVERSED", status: 409, correlationId: sample.correlation },
      },
    },
    {
      kind: "http",
      state: "the plant runs",
      description: "reports its stock",
      method: "POST",
      path: "/inventory-movement/v2/stock-snapshots",
      body: {
        plantCode: "P100",
        asOf: now,
        balances: [
          {
            materialNumber: "RM-100",
            storageLocationCode: "RM01",
            lotNumber: "LOT-RM-7",
            stockStatus: "UNRESTRICTED",
            quantity: sample.kilograms("5000"),
          },
        ],
      },
      answer: { status: 202, body: sample.startedOperation },
    },
    ...(["issued", "received"] as const).map((moved) => ({
      kind: "message" as const,
      state: moved === "issued" ? ISSUED : "a receipt that was posted",
      description: `material was ${moved}`,
      operationId: moved === "issued" ? "publishInventoryMovementIssued" : "publishInventoryMovementReceived",
      contents: sample.event(`inventory-movement.${moved}.v2`, {
        movementId,
        movementNumber,
        movement: {
          orderNumber: like("1000042"),
          lines: eachLike(movedLine),
        },
      }),
    })),
  ],
};
