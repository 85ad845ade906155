import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { storesNothing } from "../../../support/gateway/stored-rows.js";
import { inspectionItem, nonconformanceDocument } from "../../../support/quality-event/documents.js";
import { keyOf, sampleOf } from "../../../support/quality-event/samples.js";

const outcomes = ({ body }: { readonly body: Readonly<Record<string, unknown>> }): (string | undefined)[] =>
  (body["results"] as { outcome: string; problem?: { code: string } }[]).map(
    ({ outcome, problem }) => problem?.code ?? outcome,
  );

describe("recordQualityEvents answers 200", () => {
  it("with one result for each item, whatever becomes of the others", async () => {
    const sample = await sampleOf("recordQualityEvents");
    const failing = { code: "MOISTURE", value: "5.6", upper: "5", result: "PASS" };
    const nonconformance = { ...inspectionItem(), ...nonconformanceDocument(), characteristics: undefined };
    const body = [
      inspectionItem(),
      inspectionItem({ characteristics: [failing] }),
      { ...nonconformance, kind: "NONCONFORMANCE_RAISED" },
      inspectionItem({ plantCode: "P300" }),
      inspectionItem({ kind: "HOLD_PLACED" }),
    ];
    const answer = await sendSample({ ...sample, body });
    const codes = outcomes(answer);
    assert.deepEqual(codes.slice(0, 4), ["ACCEPTED", "RESULT_CONTRADICTS_LIMITS", "ACCEPTED", "FORBIDDEN_PLANT"]);
    assert.notEqual(codes[4], "ACCEPTED");
    assert.deepEqual([answer.body["accepted"], answer.body["refused"]], [2, 3]);
  });

  it("to lines of JSON, of which one is none", async () => {
    const sample = await sampleOf("recordQualityEvents");
    const body = `${JSON.stringify(inspectionItem())}\n{"idempotencyKey":\n${JSON.stringify(inspectionItem())}\n`;
    const answer = await sendSample({ ...sample, body }, { headers: { "content-type": "application/x-ndjson" } });
    assert.deepEqual(outcomes(answer), ["ACCEPTED", "JSON_MALFORMED", "ACCEPTED"]);
  });

  it("to an item that was sent before in another list, without storing it again", async () => {
    const sample = await sampleOf("recordQualityEvents");
    await sendSample(sample);
    const again = await sendSample(sample);
    assert.deepEqual(outcomes(again), ["REPLAYED"]);
  });

  it("again to the very same list under the same key", async () => {
    const sample = await sampleOf("recordQualityEvents");
    const headers = { "idempotency-key": keyOf(sample) };
    const first = await sendSample(sample, { headers });
    const second = await storesNothing(sample.gateway, () => sendSample(sample, { headers }));
    assert.deepEqual([second.body, second.headers.get("idempotent-replayed")], [first.body, "true"]);
  });
});
