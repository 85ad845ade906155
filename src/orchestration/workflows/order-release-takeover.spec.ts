import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, createTestDatabase } from "../../../test/support/test-database.js";
import { ReleaseStage } from "../conformance/release-stage.js";
import { type TestEngine, openTestEngine } from "../conformance/test-engine.js";

let database: TestDatabase;
let context: TestEngine;
let stage: ReleaseStage;

before(async () => {
  database = await createTestDatabase();
  context = await openTestEngine(database.url);
  stage = new ReleaseStage(context);
  await stage.open();
});

after(async () => {
  await stage.close();
  await context.close();
  await database.drop();
});

test("a run that was taken for dead and lags behind neither sends again nor gives up", async () => {
  await stage.release("AHEAD");
  const { dispatch_id: dispatchId } = await stage.reaches("AHEAD", "DISPATCHED");
  await stage.acknowledge("AHEAD", String(dispatchId), "ACK");
  await stage.reaches("AHEAD", "ACKNOWLEDGED");
  const lagging = { plantCode: "P1", orderNumber: "AHEAD", revision: 1, dispatchId: String(dispatchId) };
  const { outcome } = await stage.dispatch.dispatch({ ...lagging, attempt: 2, failures: 1 });
  assert.equal(outcome, "DISPATCHED");
  assert.equal(await stage.acknowledgement.giveUp(lagging, "no answer"), "GOES_ON");
  assert.equal(await stage.acknowledgement.settle(lagging, true), "ACKNOWLEDGED");
  assert.equal(stage.mes.dispatchesOf("AHEAD").length, 1);
});
