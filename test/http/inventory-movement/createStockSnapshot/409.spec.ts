import { describe, it } from "node:test";
import { putPlant } from "../../../support/gateway/apply-plant.js";
import { assertProblem } from "../../../support/gateway/assert-problem.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { sampleOf } from "../../../support/inventory-movement/samples.js";

const preset = "erp-control-mes-execution";

describe("createStockSnapshot answers 409", () => {
  it("to the WMS of a plant whose stock belongs to the MES", async () => {
    const sample = await sampleOf("createStockSnapshot");
    const { client } = sample.gateway;
    try {
      await putPlant(client, { authority: { preset, overrides: { stockPhysical: "MES" } } });
      const answer = await storesNothing(sample.gateway, () => sendSample(sample));
      assertProblem(answer, { status: 409, code: "NOT_AUTHORITATIVE" });
    } finally {
      // Other specs of this process report stock too.
      await putPlant(client, { authority: { preset } });
    }
  });
});
