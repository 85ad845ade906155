import { randomInt } from "node:crypto";
import { createTestDatabase, stopTestCluster } from "../support/test-database.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { killDuringAccept } from "./kill-during-accept.js";

/** The large form of kill-during-accept.spec.ts: node dist/test/audit/kill-main.js [kills]. Exit code 1 on a violation. */
const kills = Number(process.argv[2] ?? 50);
const database = await createTestDatabase();
const folder = makeTemporaryFolder();
try {
  const plan = { kills, databaseUrl: database.url, folder: folder.path, nextMomentMs: () => randomInt(20, 1_500) };
  const { report, ...counts } = await killDuringAccept(plan);
  const findings = { kills, ...counts, ok: report.ok, size: report.size, failures: report.failures.slice(0, 5) };
  process.stdout.write(`${JSON.stringify(findings)}\n`);
  const violations = counts.changesWithoutEntry + counts.entriesWithoutChange + report.failures.length;
  if (violations > 0) process.exitCode = 1;
} finally {
  await database.drop();
  await stopTestCluster();
  folder.remove();
}
