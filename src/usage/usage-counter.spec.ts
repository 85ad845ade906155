import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { UsageCounter } from "./usage-counter.js";
import type { ObservedCall } from "./usage-observer.js";

const call: ObservedCall = {
  clientId: "erp-eu",
  plantCode: "P100",
  api: "production-order",
  version: "v1",
  operation: "POST /orders",
  requestBody: { orderNumber: "1" },
  answerText: '{"status":"ACCEPTED"}',
};

describe("UsageCounter", () => {
  it("keeps clients, plants and operations apart", () => {
    const counter = new UsageCounter();
    counter.observe(call);
    counter.observe(call);
    counter.observe({ ...call, plantCode: "P200" });
    counter.observe({ ...call, clientId: "mes" });
    const calls = counter
      .collect()
      .tallies.map(({ clientId, plantCode, calls: count }) => [clientId, plantCode, count]);
    assert.deepEqual(calls, [
      ["erp-eu", "P100", 2],
      ["erp-eu", "P200", 1],
      ["mes", "P100", 1],
    ]);
  });

  it("counts calls and request fields exactly, and says how many answers it looked at", () => {
    const counter = new UsageCounter();
    for (let index = 0; index < 100; index += 1) counter.observe(call);
    const [tally] = counter.collect().tallies;
    assert.deepEqual([tally?.calls, tally?.request.bodies, tally?.answer.bodies], [100, 100, 10]);
  });

  it("begins anew after a collection", () => {
    const counter = new UsageCounter();
    counter.observe(call);
    counter.collect();
    assert.deepEqual(counter.collect(), { tallies: [], lostCalls: 0 });
  });

  it("counts what finds no room as lost instead of growing without end", () => {
    const counter = new UsageCounter();
    for (let index = 0; index < 5003; index += 1) counter.observe({ ...call, clientId: `client-${index}` });
    const { tallies, lostCalls } = counter.collect();
    assert.deepEqual([tallies.length, lostCalls], [5000, 3]);
  });
});
