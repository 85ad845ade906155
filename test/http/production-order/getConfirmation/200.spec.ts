import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { reportDocument } from "../../../support/production-order/documents.js";
import { releaseOrder, reportExecution } from "../../../support/production-order/stage.js";

describe("getConfirmation answers 200", () => {
  it("with the report as it was sent, its source and its state", async () => {
    const gateway = await sharedGateway();
    const { orderNumber } = await releaseOrder(gateway);
    const report = reportDocument({
      occurredAt: "2026-11-23T10:10:00.123456789+02:00",
      machineTime: "PT1H30M",
      extensions: { scada: { note: null } },
    });
    const { resource } = await reportExecution(gateway, orderNumber, report);
    const { status, body, headers } = await gateway.client.send(`GET ${resource}`, { as: "auditor" });
    assert.equal(status, 200);
    assert.deepEqual(body["report"], report);
    assert.deepEqual(
      [body["orderNumber"], body["source"], body["state"], body["postings"]],
      [orderNumber, "mes", "RECEIVED", []],
    );
    assert.match(headers.get("etag") ?? "", /^"\d+"$/);
  });
});
