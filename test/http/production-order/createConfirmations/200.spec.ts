import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Answer } from "../../../support/gateway/gateway-client.js";
import { storedRows } from "../../../support/gateway/stored-rows.js";
import { type Json, reportDocument } from "../../../support/production-order/documents.js";
import { sendSample } from "../../../support/gateway/sample.js";
import { listItem, sampleOf } from "../../../support/production-order/samples.js";
import { releaseOrder } from "../../../support/production-order/stage.js";

const LINES = { "content-type": "application/x-ndjson; charset=utf-8" };

interface Result {
  readonly index: number;
  readonly outcome: string;
  readonly operationId?: string;
  readonly problem?: { readonly code: string; readonly errors?: readonly { readonly pointer: string }[] };
}

const resultsOf = ({ body }: Answer): readonly Result[] => body["results"] as readonly Result[];
const outcomesOf = (answer: Answer): readonly string[] =>
  resultsOf(answer).map(({ outcome, problem }) => problem?.code ?? outcome);
const start = (sequence: number): Json => reportDocument({ kind: "START", yield: undefined, sequence });

describe("createConfirmations answers 200", () => {
  it("with one result for each item, and stores each as if it had come alone", async () => {
    const sample = await sampleOf("createConfirmations");
    const { orderNumber } = await releaseOrder(sample.gateway);
    const list = [1, 2, 3].map((sequence) => listItem(orderNumber, { report: start(sequence) }));
    const before = await storedRows(sample.gateway);
    const answer = await sendSample(sample, { body: list });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.deepEqual([answer.body["accepted"], answer.body["replayed"], answer.body["refused"]], [3, 0, 0]);
    const after = await storedRows(sample.gateway);
    const added = (table: string): number => (after[table] ?? 0) - (before[table] ?? 0);
    assert.deepEqual(["confirmation", "operation_status", "engine_command", "idempotency"].map(added), [3, 3, 3, 4]);
    const operation = await sample.gateway.client.send(
      `GET /production-order/v1/operations/${resultsOf(answer)[0]?.operationId}`,
      { as: "mes" },
    );
    assert.deepEqual([operation.status, operation.body["kind"]], [200, "createConfirmations"]);
  });

  it("to lines as to an array, and refuses alone what is no JSON, breaks the contract or is of a foreign plant", async () => {
    const sample = await sampleOf("createConfirmations");
    const { orderNumber } = await releaseOrder(sample.gateway);
    const lines = [
      JSON.stringify(listItem(orderNumber)),
      `{"idempotencyKey":`,
      JSON.stringify(listItem(orderNumber, { report: reportDocument({ sequence: undefined }) })),
      JSON.stringify(listItem(orderNumber, { plantCode: "P300" })),
      JSON.stringify(listItem(orderNumber, { report: reportDocument({ sequence: 1, kind: "START" }) })),
    ];
    const answer = await sendSample(sample, { body: lines.join("\n"), headers: LINES });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.deepEqual(outcomesOf(answer), [
      "ACCEPTED",
      "JSON_MALFORMED",
      "SCHEMA_VIOLATION",
      "FORBIDDEN_PLANT",
      "SEQUENCE_CONFLICT",
    ]);
    assert.equal(resultsOf(answer)[2]?.problem?.errors?.[0]?.pointer, "/report/sequence");
  });

  it("knows items again by their own keys, in whatever list they come", async () => {
    const sample = await sampleOf("createConfirmations");
    const { orderNumber } = await releaseOrder(sample.gateway);
    const [first, second] = [1, 2].map((sequence) => listItem(orderNumber, { report: start(sequence) }));
    const earlier = await sendSample(sample, { body: [first] });
    const answer = await sendSample(sample, { body: [second, first] });
    assert.deepEqual(outcomesOf(answer), ["ACCEPTED", "REPLAYED"]);
    assert.equal(resultsOf(answer)[1]?.operationId, resultsOf(earlier)[0]?.operationId);
    const other = await sendSample(sample, { body: [{ ...first, report: start(3) }] });
    assert.deepEqual(outcomesOf(other), ["IDEMPOTENCY_KEY_REUSED"]);
  });
});
