import { MatchersV3 } from "@pact-foundation/pact";
import type { ConsumedApi } from "../need.js";
import * as sample from "./samples.js";

const { eachLike, like } = MatchersV3;

/** The warehouse: stages the components of coming orders and books what was consumed. */
export const warehouseOrders: ConsumedApi = {
  provider: sample.PROVIDER,
  needs: [
    {
      kind: "http",
      state: "an order that is ready",
      description: "reads the components to stage",
      method: "GET",
      path: sample.ORDER,
      values: sample.ORDER_VALUES,
      answer: {
        status: 200,
        body: {
          order: {
            plannedStart: sample.instant(),
            components: eachLike({
              materialNumber: like("RM-100"),
              quantity: sample.quantity("60"),
              storageLocationCode: like("RM01"),
              lotRequired: like(true),
            }),
          },
        },
      },
    },
    {
      kind: "message",
      state: "an order with a confirmation that was applied",
      description: "components were consumed",
      operationId: "publishOperationConfirmationPartial",
      contents: sample.event("operation-confirmation.partial.v1", {
        confirmationId: sample.id(),
        report: {
          operationNumber: like("0010"),
          consumption: eachLike({ componentLine: like("0010"), quantity: sample.quantity("24") }),
        },
      }),
    },
  ],
};
