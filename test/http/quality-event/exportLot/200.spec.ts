import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/quality-event/samples.js";

describe("exportLot answers 200", () => {
  it("with an EPCIS document of the lot", async () => {
    const { status, body } = await sendSample(await sampleOf("exportLot"));
    assert.deepEqual([status, body["type"], body["schemaVersion"]], [200, "EPCISDocument", "2.0"]);
    const { eventList } = body["epcisBody"] as { eventList: { type: string }[] };
    assert.deepEqual(
      eventList.map(({ type }) => type),
      ["ObjectEvent"],
    );
  });
});
