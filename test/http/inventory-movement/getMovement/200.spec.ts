import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sharedGateway } from "../../../support/gateway/shared-gateway.js";
import { scrapDocument } from "../../../support/inventory-movement/documents.js";
import { applyInPlaceOfWorker, reportMovement } from "../../../support/inventory-movement/samples.js";

describe("getMovement answers 200", () => {
  it("with the movement as it was sent, what became of it, and its version as the entity tag", async () => {
    const gateway = await sharedGateway();
    const sent = scrapDocument({ extensions: { sap: { note: null } } });
    const { resource } = await reportMovement(gateway, sent);
    const { status, body, headers } = await gateway.client.send(`GET ${resource}`, { as: "auditor" });
    assert.equal(status, 200);
    assert.deepEqual(body["movement"], sent);
    assert.match(String(body["movementNumber"]), /^M[0-9A-HJKMNP-TV-Z]{16}$/);
    assert.deepEqual([body["state"], body["etag"], headers.get("etag")], ["RECEIVED", "1", '"1"']);
  });

  it("with a new entity tag after each change", async () => {
    const gateway = await sharedGateway();
    const { id, resource } = await reportMovement(gateway);
    const etag = await applyInPlaceOfWorker(gateway, id);
    const headers = { "if-none-match": '"1"' };
    const answer = await gateway.client.send(`GET ${resource}`, { as: "mes", headers });
    assert.deepEqual([answer.status, answer.headers.get("etag")], [200, etag]);
  });
});
