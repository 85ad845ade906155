import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";

let gateway: TestGateway;
let stage: FlowStage;

before(async () => {
  gateway = await startTestGateway({ role: "all" });
  stage = new FlowStage(gateway);
  await stage.tell("mes", "behaviour", { delayMs: 0 });
});
after(() => gateway.close());

describe("audit trail", () => {
  it("holds every step of an order with who did it", async () => {
    const orderNumber = await stage.readyOrder();
    const report = await stage.report(orderNumber, {});
    await stage.settled(report);
    const entries = await gateway.database.unitOfWork.read<{ text: string }>(
      `SELECT actor || ' ' || action AS text FROM il.audit_entry
       WHERE resource_id IN (SELECT id FROM il.production_order WHERE order_number = $1)
          OR resource_id IN (SELECT id FROM il.confirmation WHERE order_number = $1) ORDER BY id`,
      [orderNumber],
    );
    const texts = entries.map(({ text }) => text);
    assert.deepEqual(
      texts.filter((text) => !text.startsWith("worker ")),
      ["erp order:release", "mes confirmation:create"],
    );
    assert.ok(texts.includes("worker order:acknowledge"), texts.join(", "));
    assert.ok(texts.includes("worker confirmation:apply"), texts.join(", "));
  });

  it("cannot be changed, shortened or emptied", async () => {
    const { pool } = gateway.database;
    for (const statement of [
      "UPDATE il.audit_entry SET actor = 'nobody' WHERE id = (SELECT min(id) FROM il.audit_entry)",
      "DELETE FROM il.audit_entry WHERE id = (SELECT min(id) FROM il.audit_entry)",
      "TRUNCATE il.audit_entry",
    ]) {
      await assert.rejects(pool.query(statement), { code: "IL002" }, statement);
    }
  });
});
