import { randomInt } from "node:crypto";
import type { AuditLog } from "../../src/platform/audit/audit-log.js";
import { verifyLog } from "../../src/platform/audit/verifier/verify.js";
import type { AuditStage } from "./audit-stage.js";

const EMPTY = `TRUNCATE il.audit_entry, il.audit_batch, il.audit_tile, il.audit_head, il.audit_checkpoint, il.audit_key,
  il.audit_node, il.audit_beat, il.audit_pii, il.audit_pruned`;

/**
 * Writes one small log after another the way real processes do: several nodes at once, rolled-back changes, late
 * commits, sequencing in between. Returns what was found fault with, which has to be nothing.
 */
export async function findFalseAlarms(stage: AuditStage, logs: number): Promise<string[]> {
  const alarms: string[] = [];
  for (let log = 0; log < logs; log++) {
    await stage.tamper(EMPTY);
    stage.notes.length = 0;
    stage.sequencer = stage.newSequencer();
    const nodes = Array.from({ length: randomInt(1, 4) }, () => stage.newLog());
    await Promise.all([...nodes.map((node) => live(stage, node)), stage.sequence(), stage.sequence()]);
    const results = await stage.sequence();
    alarms.push(...results.flatMap((result) => result.alarms.map(({ after }) => JSON.stringify(after))));
    const source = await stage.databaseLog.open();
    const report = source === undefined ? undefined : await verifyLog(source, { witness: stage.notes });
    if (report === undefined) alarms.push("nothing was sequenced");
    else alarms.push(...report.failures.map(({ kind, message }) => `log ${log}: ${kind} ${message}`));
  }
  return alarms;
}

/** A short life of a process. */
async function live(stage: AuditStage, log: AuditLog): Promise<void> {
  const chronicle = stage.chronicle(log);
  await chronicle.start({});
  for (let step = randomInt(2, 8); step > 0; step--) {
    const kind = randomInt(4);
    if (kind === 0) await stage.writeAndFail(log);
    else if (kind === 1) await Promise.all([stage.write(1, log), stage.write(2, log), stage.writeAndFail(log)]);
    else if (kind === 2) await chronicle.tick();
    else await stage.write(1, log);
  }
  // Some processes end without a word.
  if (randomInt(3) > 0) await chronicle.stop();
}
