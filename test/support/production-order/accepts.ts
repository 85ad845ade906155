import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import { finishInPlaceOfWorker } from "../gateway/accept-specs.js";
import { sendSample } from "../gateway/sample.js";
import { storedRows } from "../gateway/stored-rows.js";
import { type OperationId, sampleOf } from "./samples.js";

const ids = new UlidFactory(systemClock);

/** 200 of an operation whose content is recognised under another key. */
export function recognisesContent(operationId: OperationId): void {
  describe(`${operationId} answers 200`, () => {
    it("to the same content under another key once its work has ended, and stores nothing but the key", async () => {
      const sample = await sampleOf(operationId);
      const correlationId = ids.next();
      const first = await sendSample(sample, { headers: { "x-correlation-id": correlationId } });
      await finishInPlaceOfWorker(sample.gateway, correlationId);
      const { idempotency = 0, ...before } = await storedRows(sample.gateway);
      const second = await sendSample(sample);
      assert.deepEqual(await storedRows(sample.gateway), { ...before, idempotency: idempotency + 1 });
      assert.deepEqual([second.status, second.body["id"], second.body["state"]], [200, first.body["id"], "SUCCEEDED"]);
    });
  });
}
