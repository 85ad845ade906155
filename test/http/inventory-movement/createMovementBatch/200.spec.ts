import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { scrapDocument } from "../../../support/inventory-movement/documents.js";
import type { Json } from "../../../support/production-order/documents.js";
import { bulkItem, sampleOf } from "../../../support/inventory-movement/samples.js";

const outcomesOf = (body: Json): readonly string[] =>
  (body["results"] as readonly { readonly outcome: string; readonly problem?: { readonly code: string } }[]).map(
    ({ outcome, problem }) => (problem === undefined ? outcome : `${outcome} ${problem.code}`),
  );

describe("createMovementBatch answers 200", () => {
  it("with the result of every item in their order: one bad item refuses itself alone", async () => {
    const sample = await sampleOf("createMovementBatch");
    const good = bulkItem();
    const foreign = bulkItem(scrapDocument({ plantCode: "P300" }));
    const wrong = bulkItem(scrapDocument({ reasonCode: undefined }));
    const moved = bulkItem(scrapDocument({ movementType: "TRANSFER_LOCATION" }));
    const { status, body } = await sendSample({ ...sample, body: [foreign, good, wrong, moved, good] });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(outcomesOf(body).slice(0, 4), [
      "REFUSED FORBIDDEN_PLANT",
      "ACCEPTED",
      "REFUSED SCHEMA_VIOLATION",
      "REFUSED NOT_AUTHORITATIVE",
    ]);
    assert.deepEqual([body["accepted"], body["replayed"], body["refused"]], [1, 1, 3]);
  });

  it("to newline-delimited JSON, where a broken line refuses itself alone", async () => {
    const sample = await sampleOf("createMovementBatch");
    const lines = [JSON.stringify(bulkItem()), "{", JSON.stringify(bulkItem())];
    const headers = { "content-type": "application/x-ndjson" };
    const { status, body } = await sendSample({ ...sample, body: lines.join("\n") }, { headers });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(outcomesOf(body), ["ACCEPTED", "REFUSED JSON_MALFORMED", "ACCEPTED"]);
  });

  it("again to the very same list under the same key, and stores nothing", async () => {
    const sample = await sampleOf("createMovementBatch");
    const [item] = sample.body as readonly Json[];
    const headers = { "idempotency-key": `list-${String(item?.["idempotencyKey"])}` };
    const first = await sendSample(sample, { headers });
    const second = await storesNothing(sample.gateway, () => sendSample(sample, { headers }));
    assert.deepEqual([second.status, second.body], [200, first.body]);
    assert.equal(second.headers.get("idempotent-replayed"), "true");
  });
});
