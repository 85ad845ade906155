import { MatchersV3 } from "@pact-foundation/pact";
import type { ConsumedApi } from "../need.js";
import * as sample from "./samples.js";

const { eachLike, fromProviderState, like, regex } = MatchersV3;

const HOLDS = "/quality-event/v1/holds";
const FREE_LOT = "the plant runs and the lot number is free";

const lotNumber = fromProviderState("${lotNumber}", "LOT-RM-7");
const now = fromProviderState("${now}", "2026-11-23T10:00:00.000Z");
const lotScope = (materialNumber: string) => ({ type: "LOT", materialNumber, lotNumber });
const someLot = { materialNumber: like("RM-100"), lotNumber: like("LOT-RM-7") };

/** The quality system: reports inspections, holds lots, asks for their release, and follows a lot into what was made of it. */
export const qualityEvents: ConsumedApi = {
  provider: "quality-event-v1",
  needs: [
    {
      kind: "http",
      state: FREE_LOT,
      description: "holds a lot",
      method: "POST",
      path: HOLDS,
      body: {
        plantCode: "P100",
        scope: lotScope("RM-100"),
        severity: "MAJOR",
        effects: ["GOODS_ISSUE", "GOODS_RECEIPT"],
        reasonCode: "Q01",
        occurredAt: now,
      },
      answer: {
        status: 202,
        headers: { Location: like("/quality-event/v1/operations/1") },
        body: sample.startedOperation,
      },
    },
    {
      kind: "http",
      state: "a lot that is held",
      description: "asks for the release of a hold",
      method: "POST",
      path: `${HOLDS}/\${holdId}:request-release`,
      values: { holdId: "01KAR7Q2M0X3V9C4T8E6H5J2WH" },
      headers: { "If-Match": sample.etag },
      body: { reason: "Retest passed" },
      answer: { status: 202, body: sample.startedOperation },
    },
    {
      kind: "http",
      state: "a lot that is held",
      description: "lists the holds that are in force",
      method: "GET",
      path: HOLDS,
      query: { plantCode: "P100", state: "OPEN", limit: "5" },
      answer: {
        status: 200,
        body: {
          items: eachLike({
            id: sample.id(),
            scope: { type: "LOT", ...someLot },
            severity: regex(/^(MINOR|MAJOR|CRITICAL)$/, "MAJOR"),
            effects: eachLike(regex(/^[A-Z_]+$/, "GOODS_ISSUE")),
            state: "OPEN",
            etag: regex(/^\d+$/, "2"),
          }),
        },
      },
    },
    {
      kind: "http",
      state: FREE_LOT,
      description: "reports an inspection that failed",
      method: "POST",
      path: "/quality-event/v1/inspection-results",
      body: {
        plantCode: "P100",
        scope: lotScope("FG-4711"),
        characteristics: [{ code: "MOISTURE", value: "5.6", unit: "P1", lower: "3", upper: "5", result: "FAIL" }],
        occurredAt: now,
      },
      answer: { status: 202, body: sample.startedOperation },
    },
    {
      kind: "http",
      state: "a lot that went into a product",
      description: "follows a lot into what was made of it",
      method: "GET",
      path: "/quality-event/v1/genealogy/RM-100/${lotNumber}",
      values: { lotNumber: "LOT-RM-7" },
      query: { direction: "down" },
      answer: {
        status: 200,
        body: {
          root: { materialNumber: "RM-100", lotNumber },
          direction: "down",
          isTruncated: false,
          nodes: eachLike({ ...someLot, depth: like(1) }),
          edges: eachLike({ parent: someLot, child: someLot, kind: "TRANSFORM", quantity: sample.quantity("60") }),
        },
      },
    },
    {
      kind: "message",
      state: "a lot that is held",
      description: "a hold was placed",
      operationId: "publishQualityHoldPlaced",
      contents: sample.event("quality.hold-placed.v1", {
        holdId: sample.id(),
        scope: { type: "LOT", ...someLot },
        effects: eachLike(regex(/^[A-Z_]+$/, "GOODS_ISSUE")),
        isOnHold: true,
      }),
    },
  ],
};
