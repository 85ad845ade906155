import { MatchersV3 } from "@pact-foundation/pact";
import type { ConsumedApi } from "../need.js";
import * as sample from "./samples.js";

const { eachLike, like, regex } = MatchersV3;

const scrapReport = {
  operationNumber: like("0010"),
  scrap: sample.quantity("1"),
  scrapReasonCode: like("S01"),
};

/** The quality system: follows scrap and its reasons. */
export const qualityOrders: ConsumedApi = {
  provider: sample.PROVIDER,
  needs: [
    {
      kind: "http",
      state: "an order with a confirmation that was applied",
      description: "reads the reports of an order",
      method: "GET",
      path: `${sample.ORDER}/confirmations`,
      values: sample.ORDER_VALUES,
      answer: {
        status: 200,
        body: {
          items: eachLike({
            id: sample.id(),
            state: regex(/^[A-Z_]+$/, "APPLIED"),
            recordedAt: sample.instant(),
            report: scrapReport,
          }),
          nextCursor: null,
        },
      },
    },
    {
      kind: "http",
      state: "an order with a confirmation that was applied",
      description: "reads one report",
      method: "GET",
      path: `${sample.ORDER}/confirmations/\${confirmationId}`,
      values: { ...sample.ORDER_VALUES, confirmationId: "01KAR7S4Z1N8B5Y2Q7W3K6F9TG" },
      answer: {
        status: 200,
        body: { id: sample.id("01KAR7S4Z1N8B5Y2Q7W3K6F9TG"), findings: [], report: scrapReport },
      },
    },
    {
      kind: "message",
      state: "an order with a confirmation that was applied",
      description: "something was scrapped",
      operationId: "publishOperationConfirmationPartial",
      contents: sample.event("operation-confirmation.partial.v1", {
        confirmationId: sample.id(),
        report: scrapReport,
      }),
    },
  ],
};
