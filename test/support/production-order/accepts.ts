import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import { storedRows, storesNothing } from "../gateway/stored-rows.js";
import { BASE } from "./documents.js";
import { type OperationId, sampleOf, sendSample } from "./samples.js";
import { finishInPlaceOfWorker } from "./stage.js";

const ids = new UlidFactory(systemClock);

/** 202 of an operation that stores: durable, followable, and repeatable. */
export function acceptsDurably(operationId: OperationId, stored: Readonly<Record<string, number>>): void {
  describe(`${operationId} answers 202`, () => {
    it("after storing the request and all that follows from it", async () => {
      const sample = await sampleOf(operationId);
      const before = await storedRows(sample.gateway);
      const answer = await sendSample(sample, { headers: { "x-correlation-id": "a-correlation" } });
      assert.equal(answer.status, 202, JSON.stringify(answer.body));
      const after = await storedRows(sample.gateway);
      const added = Object.keys(after).filter((table) => after[table] !== before[table]);
      assert.deepEqual(
        Object.fromEntries(added.map((table) => [table, (after[table] ?? 0) - (before[table] ?? 0)])),
        stored,
      );
      assert.deepEqual([answer.body["kind"], answer.body["state"]], [operationId, "RUNNING"]);
      assert.equal(answer.headers.get("location"), `${BASE}/operations/${String(answer.body["id"])}`);
      assert.equal(answer.headers.get("retry-after"), "1");
      assert.equal(answer.headers.get("x-correlation-id"), "a-correlation");
      assert.equal(answer.headers.get("idempotent-replayed"), null);
    });

    it("again to the very same request under the same key, and stores it once", async () => {
      const sample = await sampleOf(operationId);
      const headers = { "idempotency-key": ids.next() };
      const first = await sendSample(sample, { headers });
      const second = await storesNothing(sample.gateway, () => sendSample(sample, { headers }));
      assert.deepEqual([second.status, second.body], [202, first.body]);
      assert.equal(second.headers.get("idempotent-replayed"), "true");
      assert.equal(second.headers.get("location"), first.headers.get("location"));
    });

    it("to Prefer: wait when the work does not end in time", async () => {
      const sample = await sampleOf(operationId);
      const answer = await sendSample(sample, { headers: { prefer: "wait=1" } });
      assert.deepEqual([answer.status, answer.body["state"]], [202, "RUNNING"]);
      assert.equal(answer.headers.get("preference-applied"), null);
    });
  });
}

/** 200 of an operation that stores: the work ended while the caller waited. */
export function endsInTime(operationId: OperationId): void {
  describe(`${operationId} answers 200`, () => {
    it("to Prefer: wait when the work ends in time", async () => {
      const sample = await sampleOf(operationId);
      const correlationId = ids.next();
      const headers = { prefer: "wait=10", "x-correlation-id": correlationId };
      const sent = sendSample(sample, { headers });
      await finishInPlaceOfWorker(sample.gateway, correlationId);
      const answer = await sent;
      assert.deepEqual([answer.status, answer.body["state"]], [200, "SUCCEEDED"], JSON.stringify(answer.body));
      assert.equal(answer.headers.get("preference-applied"), "wait=10");
    });
  });
}

/** 200 of an operation whose content is recognised under another key. */
export function waitsForTheWork(operationId: OperationId): void {
  endsInTime(operationId);
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
