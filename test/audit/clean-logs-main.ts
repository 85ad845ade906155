import { stopTestCluster } from "../support/test-database.js";
import { AuditStage } from "./audit-stage.js";
import { findFalseAlarms } from "./clean-logs.js";

/** The large form of clean-logs.spec.ts: node dist/test/audit/clean-logs-main.js [logs]. Exit code 1 on any alarm. */
const logs = Number(process.argv[2] ?? 1_000);
const stage = await AuditStage.open();
try {
  const alarms = await findFalseAlarms(stage, logs);
  process.stdout.write(`${[`${logs} clean logs, ${alarms.length} alarms`, ...alarms.slice(0, 20)].join("\n")}\n`);
  if (alarms.length > 0) process.exitCode = 1;
} finally {
  await stage.close();
  await stopTestCluster();
}
