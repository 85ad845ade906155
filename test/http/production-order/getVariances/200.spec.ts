import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { sendSample } from "../../../support/gateway/sample.js";
import { sampleOf } from "../../../support/production-order/samples.js";
import { orderOf } from "../../../support/production-order/stage.js";

describe("getVariances answers 200", () => {
  it("with no row before anything was consumed", async () => {
    const answer = await sendSample(await sampleOf("getVariances"));
    assert.deepEqual([answer.status, answer.body], [200, { rows: [] }]);
  });

  it("with what was judged last, by component line", async () => {
    const sample = await sampleOf("getVariances");
    const orderNumber = orderOf(sample.target);
    const row = {
      plantCode: "P100",
      orderNumber,
      componentLine: "0010",
      materialNumber: "RM-100",
      planned: { value: "25.2", unit: "KGM" },
      actual: { value: "24", unit: "KGM" },
      absolute: { value: "1.2", unit: "KGM" },
      direction: "UNDER",
      percent: "4.76",
      level: "WARN",
      evaluatedAt: "2026-11-23T09:10:00.904Z",
    };
    // What judging consumption writes (src/movements/variance).
    await sample.gateway.database.pool.query(
      `INSERT INTO il.consumption_variance (plant_code, order_number, component_line, level, document, evaluated_at)
       VALUES ('P100', $1, '0010', 'WARN', $2, now())`,
      [orderNumber, JSON.stringify(row)],
    );
    const answer = await sendSample(sample);
    assert.deepEqual([answer.status, answer.body], [200, { rows: [row] }]);
  });
});
