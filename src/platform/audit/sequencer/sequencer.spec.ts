import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AuditStage, sampleIntent } from "../../../../test/audit/audit-stage.js";
import { type Clock, systemClock } from "../../../kernel/clock.js";
import type { Report } from "../verifier/verify.js";
import { verifyLog } from "../verifier/verify.js";

async function kindsOf(stage: AuditStage): Promise<string[]> {
  const source = await stage.databaseLog.open();
  assert.ok(source !== undefined);
  return (await verifyLog(source, { witness: stage.notes })).failures.map(({ kind }) => kind);
}

describe("the sequenced audit log", () => {
  let stage: AuditStage;
  before(async () => {
    stage = await AuditStage.open();
  });
  after(() => stage.close());

  const verify = async (): Promise<Report> => {
    const source = await stage.databaseLog.open();
    assert.ok(source !== undefined);
    return await verifyLog(source, { witness: stage.notes });
  };
  const alarms = (results: Awaited<ReturnType<AuditStage["sequence"]>>): string[] =>
    results.flatMap((result) => result.alarms.map(({ after: about }) => String(about?.["kind"])));

  it("gives every committed entry one place, announces its first key and verifies", async () => {
    await stage.chronicle().start({});
    await stage.write(300);
    assert.deepEqual(alarms(await stage.sequence()), []);
    const report = await verify();
    assert.deepEqual(report.failures, []);
    assert.equal(report.size, 302);
    assert.equal(report.entries, 302);
  });

  it("keeps the entry's bytes as they were written", async () => {
    const { text, nodeSeq } = stage.log.prepare(sampleIntent(1));
    stage.log.node.settle(nodeSeq, "ROLLED_BACK");
    const [row] = await stage.database.unitOfWork.read<{ text: string }>(
      "SELECT entry::text AS text FROM il.audit_entry WHERE resource_id = 'order-1'",
    );
    const withoutNumbers = (entry: string): string =>
      entry.replaceAll(/"(nodeSeq|settledSeq)":\d+|"time":"[^"]*"/g, "");
    assert.equal(withoutNumbers(row?.text ?? ""), withoutNumbers(text));
  });

  it("knows numbers of rolled-back changes for void and of suspended writers for open", async () => {
    await stage.writeAndFail();
    await stage.write(2);
    await stage.chronicle().tick();
    await stage.write(1);
    assert.deepEqual(alarms(await stage.sequence()), []);
    assert.deepEqual((await verify()).failures, []);
  });

  it("lets several sequencers run at once and makes one log", async () => {
    const others = [stage.newSequencer(), stage.newSequencer(), stage.newSequencer()];
    await Promise.all([
      stage.write(200),
      ...others.map(async (sequencer) => {
        for (let round = 0; round < 40; round++) stage.notes.push(...(await sequencer.runRound(false)).notes);
      }),
    ]);
    assert.deepEqual(alarms(await stage.sequence()), []);
    assert.deepEqual((await verify()).failures, []);
  });

  it("sequences an entry that commits long after later ones", async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const slow = stage.database.unitOfWork.run(async (tx) => {
      await stage.log.append(tx, [sampleIntent(7)]);
      await gate;
    });
    await stage.write(5);
    await stage.sequence();
    await stage.write(5);
    await stage.sequence();
    release();
    await slow;
    await stage.write(1);
    const results = await stage.sequence();
    assert.deepEqual(alarms(results), []);
    assert.equal(results[0]?.sequenced, 2);
    assert.deepEqual((await verify()).failures, []);
  });

  it("raises an alarm that stays in the log when an entry is removed before it was sequenced", async () => {
    const log = stage.newLog();
    await stage.write(3, log);
    await stage.tamper(
      `DELETE FROM il.audit_entry WHERE entry ->> 'node' = '${log.node.id}' AND entry ->> 'nodeSeq' = '2'`,
    );
    assert.deepEqual(alarms(await stage.sequence()), ["NUMBER_MISSING"]);
    const report = await verify();
    assert.deepEqual(
      report.failures.map(({ kind }) => kind),
      ["ALARM", "NUMBER_MISSING"],
    );
    assert.equal(report.firstBadSeq, report.failures[1]?.seq);
  });

  it("notices the removal of a process's last entry by its beat", async () => {
    const log = stage.newLog();
    await stage.write(2, log);
    await stage.chronicle(log).tick();
    await stage.tamper(
      `DELETE FROM il.audit_entry WHERE entry ->> 'node' = '${log.node.id}' AND entry ->> 'nodeSeq' = '2'`,
    );
    assert.deepEqual(alarms(await stage.sequence()), ["NUMBER_MISSING"]);
  });

  it("finds a clock that was set back, unless its process announced it", async () => {
    const fresh = await AuditStage.open();
    try {
      let shiftMs = 0;
      const clock: Clock = {
        now: () => new Date(systemClock.now().getTime() + shiftMs),
        monotonicMs: () => systemClock.monotonicMs(),
      };
      const log = fresh.newLog(clock);
      await fresh.write(2, log);
      shiftMs = -3_600_000;
      await fresh.write(2, log);
      await fresh.sequence();
      assert.deepEqual(await kindsOf(fresh), ["CLOCK_SET_BACK"]);
      await fresh.chronicle(log).tick();
      await fresh.sequence();
      assert.deepEqual(await kindsOf(fresh), []);
    } finally {
      await fresh.close();
    }
  });

  it("finds decisions by a policy that no entry put into force", async () => {
    const fresh = await AuditStage.open();
    try {
      const decide = async (policyVersion: string): Promise<void> => {
        await fresh.database.unitOfWork.run((tx) => fresh.log.append(tx, [{ ...sampleIntent(1), policyVersion }]));
      };
      await fresh.chronicle().start({ policyVersion: "strict" });
      await decide("strict");
      await fresh.sequence();
      assert.deepEqual(await kindsOf(fresh), []);
      await decide("weak");
      await fresh.sequence();
      assert.deepEqual(await kindsOf(fresh), ["POLICY_CHANGED"]);
    } finally {
      await fresh.close();
    }
  });

  it("refutes a database that was restored from before what a witness knows", async () => {
    const fresh = await AuditStage.open();
    try {
      await fresh.write(20);
      await fresh.sequence();
      const source = await fresh.databaseLog.open();
      await fresh.write(20);
      await fresh.sequence();
      assert.ok(source !== undefined);
      assert.equal((await verifyLog(source)).ok, true);
      const report = await verifyLog(source, { witness: fresh.notes });
      assert.deepEqual([report.ok, report.firstBadSeq], [false, source.size]);
    } finally {
      await fresh.close();
    }
  });

  it("notices an entry that was changed, forged or repeated before it was sequenced", async () => {
    const log = stage.newLog();
    await stage.write(2, log);
    const ofNode = `entry ->> 'node' = '${log.node.id}' AND entry ->> 'nodeSeq'`;
    await stage.tamper(
      `UPDATE il.audit_entry SET entry = replace(entry::text, '"erp"', '"mes"')::json WHERE ${ofNode} = '2'`,
      `INSERT INTO il.audit_entry (actor, action, resource_type, resource_id, correlation_id, entry, mac)
       SELECT actor, action, resource_type, resource_id, correlation_id, entry, mac FROM il.audit_entry WHERE ${ofNode} = '1'`,
      `INSERT INTO il.audit_entry (actor, action, resource_type, resource_id, correlation_id, entry, mac)
       SELECT actor, action, resource_type, resource_id, correlation_id,
         replace(entry::text, '${log.node.id}', 'somebody')::json, mac FROM il.audit_entry WHERE ${ofNode} = '1'`,
      `INSERT INTO il.audit_entry (actor, action, resource_type, resource_id, correlation_id, entry, mac)
       VALUES ('x', 'y', 'z', '1', 'c', '[]', '')`,
    );
    const kinds = alarms(await stage.sequence());
    assert.deepEqual(
      kinds.toSorted((a, b) => (a < b ? -1 : 1)),
      ["ENTRY_MALFORMED", "MAC_INVALID", "NODE_UNVERIFIED", "NUMBER_REPEATED"],
    );
  });
});
