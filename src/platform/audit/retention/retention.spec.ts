import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AuditStage, sampleIntent } from "../../../../test/audit/audit-stage.js";
import { systemClock } from "../../../kernel/clock.js";
import { verifyDatabase } from "../export/verify-database.js";
import { commitTo } from "../personal-data.js";
import { verifyLog } from "../verifier/verify.js";
import { AuditPartitions, monthAfter, partitionName } from "./audit-partitions.js";
import { ErasePersonalValues } from "./erase-personal-values.js";
import { PruneEntries } from "./prune-entries.js";

const actor = { actor: "cli:test", correlationId: "c-1" };

describe("keeping the audit trail", () => {
  let stage: AuditStage;
  before(async () => {
    stage = await AuditStage.open();
    await stage.chronicle().start({});
  });
  after(() => stage.close());

  const failures = async (): Promise<string[]> => {
    await stage.sequence();
    const options = { node: stage.log.node, witness: stage.notes };
    const report = await verifyDatabase(stage.database.unitOfWork, stage.databaseLog, options);
    return report?.failures.map(({ kind, message }) => `${kind} ${message}`) ?? ["nothing was sequenced"];
  };

  const values = async (): Promise<{ commitment: string; value: string; salt: string }[]> =>
    await stage.database.unitOfWork.read("SELECT commitment, value, salt FROM il.audit_pii ORDER BY field");

  it("keeps personal values out of the entries, which only commit to them", async () => {
    const personal = { subject: "person-1", fields: { name: "Erika Mustermann", badge: "4711" } };
    await stage.database.unitOfWork.run((tx) => stage.log.append(tx, [{ ...sampleIntent(1), personal }]));
    const [row] = await stage.database.unitOfWork.read<{ text: string }>(
      "SELECT entry::text AS text FROM il.audit_entry WHERE entry -> 'pii' IS NOT NULL",
    );
    assert.ok(!/Erika|4711/.test(row?.text ?? ""), row?.text);
    const [badge] = await values();
    assert.equal(commitTo(badge?.salt ?? "", "4711"), badge?.commitment);
    assert.ok(row?.text.includes(badge?.commitment ?? "none"));
    assert.deepEqual(await failures(), []);
  });

  it("refutes a kept personal value that somebody changed", async () => {
    await stage.tamper("UPDATE il.audit_pii SET value = '4712' WHERE field = 'badge'");
    assert.match((await failures()).join(), /^PERSONAL_VALUE_CHANGED/);
    await stage.tamper("UPDATE il.audit_pii SET value = '4711' WHERE field = 'badge'");
  });

  it("erases values on a legal ground, after which guessing does not help and every proof stays valid", async () => {
    const commitments = (await values()).map(({ commitment }) => commitment);
    const erase = new ErasePersonalValues(stage.database.unitOfWork, stage.log);
    const erasure = { ...actor, subject: "person-1", legalBasis: "GDPR Art. 17(1)(a)" };
    assert.equal(await erase.erase(erasure), 2);
    assert.equal(await erase.erase(erasure), 0);
    assert.deepEqual(await values(), []);
    const dictionary = Array.from({ length: 10_000 }, (_, badge) => commitTo("", String(badge)));
    assert.ok(dictionary.every((guess) => !commitments.includes(guess)));
    const [entry] = await stage.database.unitOfWork.read<{ after: { legalBasis: string } }>(
      "SELECT entry -> 'after' AS after FROM il.audit_entry WHERE action = 'pii:erase'",
    );
    assert.equal(entry?.after.legalBasis, "GDPR Art. 17(1)(a)");
    assert.deepEqual(await failures(), []);
  });

  it("makes the coming months' partitions, with every guard", async () => {
    await new AuditPartitions(stage.database.unitOfWork, systemClock).ensure();
    const name = partitionName(monthAfter(systemClock.now(), 1));
    await assert.rejects(stage.database.pool.query(`TRUNCATE il.${name}`), { code: "IL002" });
    assert.deepEqual(await failures(), []);
    await stage.tamper(`DROP TRIGGER audit_no_truncate ON il.${name}`);
    assert.deepEqual(await failures(), [`GUARD_MISSING no trigger refuses TRUNCATE of il.${name}`]);
    await stage.tamper(`CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON il.${name}
      FOR EACH STATEMENT EXECUTE FUNCTION il.refuse_change()`);
  });

  it("drops the month in which the log began like any other", async () => {
    const fresh = await AuditStage.open();
    try {
      await fresh.write(3);
      await fresh.sequence();
      await new AuditPartitions(fresh.database.unitOfWork, systemClock).ensure();
      await fresh.write(3);
      const [kept] = await fresh.database.unitOfWork.read("SELECT 1 FROM il.audit_entry_default LIMIT 1");
      assert.equal(kept, undefined);
      await assert.rejects(fresh.database.pool.query("DELETE FROM il.audit_entry"), { code: "IL002" });
      await fresh.sequence();
      const prune = new PruneEntries(fresh.database.unitOfWork, fresh.log, fresh.keys);
      const nextMonth = monthAfter(systemClock.now(), 1).toISOString().slice(0, 7);
      const ranges = await prune.prune({ ...actor, before: nextMonth, reason: "retention" });
      assert.equal(ranges.at(0)?.first, 0);
      await fresh.sequence();
      const options = { node: fresh.log.node, witness: fresh.notes };
      const report = await verifyDatabase(fresh.database.unitOfWork, fresh.databaseLog, options);
      assert.deepEqual(report?.failures, []);
    } finally {
      await fresh.close();
    }
  });

  it("drops a month with a signed statement and goes on proving what is left", async () => {
    const old = new Date(Date.UTC(2020, 0, 1));
    const name = partitionName(old);
    await stage.tamper(
      `CREATE TABLE il.${name} PARTITION OF il.audit_entry FOR VALUES FROM ('2020-01-01Z') TO ('2020-02-01Z')`,
    );
    await stage.write(5);
    const intents = [sampleIntent(100), sampleIntent(101), sampleIntent(102)];
    await stage.database.unitOfWork.run(async (tx) => {
      await stage.log.append(tx, intents);
      await tx.query("SET LOCAL session_replication_role = replica");
      await tx.query(
        "UPDATE il.audit_entry SET at = '2020-01-15Z' WHERE resource_id IN ('order-100', 'order-101', 'order-102')",
      );
    });
    await stage.write(5);
    await stage.sequence();
    const prune = new PruneEntries(stage.database.unitOfWork, stage.log, stage.keys);
    const [range, ...others] = await prune.prune({ ...actor, before: "2020-02", reason: "retention" });
    assert.deepEqual(others, []);
    assert.ok(range !== undefined);
    assert.equal(range.last - range.first, 2);
    assert.deepEqual(await failures(), []);
    await assert.rejects(stage.reader.prove(range.first), { code: "AUDIT_ENTRY_PRUNED" });
    await assert.rejects(prune.prune({ ...actor, before: "January", reason: "x" }), { code: "AUDIT_QUERY_INVALID" });
    const source = await stage.databaseLog.open();
    assert.ok(source !== undefined);
    const unstated = await verifyLog({ ...source, pruned: [] });
    assert.equal(unstated.firstBadSeq, range.first);
    const forged = source.pruned.map((note) => note.replace(`\n${range.last}\n`, `\n${range.last + 1}\n`));
    assert.equal((await verifyLog({ ...source, pruned: forged })).ok, false);
  });
});
