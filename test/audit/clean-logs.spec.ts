import assert from "node:assert/strict";
import { it } from "node:test";
import { AuditStage } from "./audit-stage.js";
import { findFalseAlarms } from "./clean-logs.js";

/** Every log costs some forty transactions; the bar of 1,000 is `node dist/test/audit/clean-logs-main.js`. */
const LOGS = 40;

it("raises no alarm on logs that nobody touched", async () => {
  const stage = await AuditStage.open();
  try {
    assert.deepEqual(await findFalseAlarms(stage, LOGS), []);
  } finally {
    await stage.close();
  }
});
