import assert from "node:assert/strict";
import { createPrivateKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { RotateSigningKey } from "../../src/platform/audit/checkpoint/rotate-signing-key.js";
import { writeExport } from "../../src/platform/audit/export/write-export.js";
import { type Attack, type AttackContext, ATTACKS } from "./attacks.js";
import { AuditStage } from "./audit-stage.js";
import { ExportedLog } from "./exported-log.js";

let stage: AuditStage;
let original: string;
let context: AttackContext;
let pinnedKeys: string[];

/** Four checkpoints, two writing processes, a rolled-back change and a key that is replaced in the middle. */
before(async () => {
  stage = await AuditStage.open();
  await stage.chronicle().start({});
  for (let part = 0; part < 2; part++) {
    await stage.write(15);
    await stage.writeAndFail();
    await stage.chronicle().tick();
    await stage.sequence();
  }
  await new RotateSigningKey(stage.database.unitOfWork, stage.log, stage.keys).rotate("cli", "test", "c");
  for (let part = 0; part < 2; part++) {
    await stage.write(15, stage.newLog());
    await stage.sequence();
  }
  original = join(stage.folder, "export");
  const source = await stage.databaseLog.open();
  assert.ok(source !== undefined);
  await writeExport(source, original, "2026-11-23T12:00:00.000Z");
  pinnedKeys = source.keys.map(({ vkey }) => vkey);
  context = contextOf(source.size, source.keys.at(-1)?.fromSize ?? 0);
});
after(() => stage.close());

const keyOf = (number: number): KeyObject =>
  createPrivateKey(readFileSync(join(stage.folder, "keys", `signing-00000${number}.pem`)));

function contextOf(size: number, rotatedAt: number): AttackContext {
  const sizes = stage.notes.map((note) => Number(note.split("\n")[1]));
  const seq = (sizes.find((signedSize) => signedSize > 3) ?? 0) + 5;
  return {
    seq,
    size,
    rotatedAt,
    oldKey: keyOf(1),
    newKey: keyOf(2),
    signedBefore: Math.max(...sizes.filter((signedSize) => signedSize <= seq)),
    signedAfter: Math.min(...sizes.filter((signedSize) => signedSize > seq)),
  };
}

const mutant = (): ExportedLog => new ExportedLog(original, stage.folder);

async function assertFound(attack: Attack): Promise<void> {
  const log = mutant();
  attack.mutate(log, context);
  const report = await log.verify({ pinnedKeys, ...(attack.needsWitness ? { witness: stage.notes } : {}) });
  const [first, last] = attack.firstBad(context);
  assert.equal(report.ok, false, `${attack.name} was not found`);
  const bad = report.firstBadSeq ?? -1;
  assert.ok(
    bad >= first && bad <= last,
    `${attack.name}: ${bad} is not in ${first}..${last} ${JSON.stringify(report)}`,
  );
}

describe("an exported log", () => {
  it("verifies as it was written, with and without a witness", async () => {
    assert.deepEqual((await mutant().verify({ pinnedKeys, witness: stage.notes })).failures, []);
    const alone = await mutant().verify();
    assert.equal(alone.ok, true);
    assert.match(alone.notices.join(), /keys were taken from the log itself/);
  });

  for (const attack of ATTACKS) it(`is refuted when ${attack.name}`, () => assertFound(attack));

  it("shows that only a witness tells a rewritten and signed log from the real one", async () => {
    for (const attack of ATTACKS.filter(({ needsWitness }) => needsWitness)) {
      const log = mutant();
      attack.mutate(log, context);
      assert.equal((await log.verify({ pinnedKeys })).ok, true, attack.name);
    }
  });

  it("is refuted with the right sequence when any bit of any entry is changed", async () => {
    const { texts } = mutant();
    for (const [seq, text] of texts.entries()) {
      const bytes = Buffer.from(text);
      const position = (seq * 7919) % bytes.length;
      bytes[position] = (bytes[position] ?? 0) ^ (1 << (seq % 7));
      const log = mutant();
      log.texts = texts.with(seq, bytes.toString());
      assert.equal((await log.verify({ pinnedKeys })).firstBadSeq, seq, `bit of byte ${position} of entry ${seq}`);
    }
  });

  it("is refuted with the right sequence when any single entry is left out", async () => {
    const { lines } = mutant();
    for (const seq of lines.keys()) {
      const log = mutant();
      log.lines = lines.toSpliced(seq, 1);
      assert.equal((await log.verify({ pinnedKeys })).firstBadSeq, seq);
    }
  });
});
