import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type CommandResult, runInterlock } from "../support/run-interlock.js";
import { AuditStage } from "./audit-stage.js";

describe("interlock audit", () => {
  let stage: AuditStage;
  before(async () => {
    stage = await AuditStage.open();
  });
  after(() => stage.close());

  const run = async (...args: string[]): Promise<CommandResult> =>
    await runInterlock(["audit", ...args], {
      INTERLOCK_DATABASE_URL: stage.url,
      INTERLOCK_DATA_DIR: stage.folder,
      INTERLOCK_AUDIT_KEYS_DIR: join(stage.folder, "keys"),
    });

  it("does not take an empty log for a verified one", async () => {
    for (const args of [["verify"], ["export", join(stage.folder, "empty")]]) {
      const { exitCode, stderr } = await run(...args);
      assert.equal(exitCode, 3, stderr);
      assert.match(stderr, /nothing was sequenced and signed yet/);
    }
  });

  it("exports what is signed, verifies it offline and records the export", async () => {
    await stage.write(30);
    await stage.sequence();
    const folder = join(stage.folder, "export");
    const written = await run("export", folder, "--json");
    assert.equal(written.exitCode, 0, written.stderr);
    const { keys, size } = JSON.parse(written.stdout) as { keys: string[]; size: number };
    const offline = await run("verify", folder, "--key", keys[0] ?? "", "--json");
    assert.equal(offline.exitCode, 0, offline.stdout);
    const online = await run("verify", "--json");
    assert.equal(online.exitCode, 0, online.stdout);
    // The entry about the export, and the one that ends the command.
    assert.equal((JSON.parse(online.stdout) as { size: number }).size, size + 2);
    assert.equal((await run("export", folder)).exitCode, 3);
  });

  it("erases, rotates the key and proves entries, and the log still verifies", async () => {
    assert.equal((await run("erase", "nobody", "--legal-basis", "request")).exitCode, 1);
    assert.equal((await run("erase", "nobody")).exitCode, 2);
    const rotated = await run("rotate-key", "--reason", "test", "--json");
    const { vkey } = JSON.parse(rotated.stdout) as { vkey: string };
    const keys = JSON.parse((await run("keys", "--json")).stdout) as { vkey: string; untilSize: number | null }[];
    assert.deepEqual(
      keys.map((key) => key.untilSize === null),
      [false, true],
    );
    assert.equal(keys[1]?.vkey, vkey);
    const proof = await run("prove", "3");
    assert.equal((JSON.parse(proof.stdout) as { seq: number }).seq, 3);
    assert.equal((await run("prove", "100000")).exitCode, 1);
    assert.equal((await run("prove", "third")).exitCode, 2);
    const { exitCode, stdout } = await run("verify");
    assert.equal(exitCode, 0, stdout);
    assert.ok(existsSync(join(stage.folder, "audit-checkpoints.jsonl")));
  });

  it("ends with 5 and names the first bad sequence of a changed database", async () => {
    await stage.tamper(
      "UPDATE il.audit_entry SET entry = replace(entry::text, 'order-7', 'order-8')::json WHERE resource_id = 'order-7'",
    );
    const { exitCode, stdout } = await run("verify", "--json");
    assert.equal(exitCode, 5);
    const report = JSON.parse(stdout) as { firstBadSeq: number; failures: { kind: string }[] };
    const [place] = await stage.database.unitOfWork.read<{ seq: number }>(
      `SELECT p.seq::int AS seq FROM il.audit_place p JOIN il.audit_entry e ON e.id = p.entry_id
       WHERE e.resource_id = 'order-7'`,
    );
    assert.equal(report.firstBadSeq, place?.seq);
    assert.deepEqual(report.failures.map(({ kind }) => kind).toSorted(), ["ENTRY_CHANGED", "MAC_INVALID"]);
  });

  it("says what is wrong with a folder or witness that it cannot read", async () => {
    assert.equal((await run("verify", stage.folder)).exitCode, 3);
    assert.equal((await run("verify", "--witness", join(stage.folder, "none.jsonl"))).exitCode, 3);
    const forged = join(stage.folder, "forged.jsonl");
    writeFileSync(forged, `${JSON.stringify({ note: "interlock/audit/other\n1\nAAAA\n\n" })}\n`);
    assert.equal((await run("verify", "--witness", forged)).exitCode, 5);
  });
});
