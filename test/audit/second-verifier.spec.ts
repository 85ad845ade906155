import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { writeExport } from "../../src/platform/audit/export/write-export.js";
import { AuditStage } from "./audit-stage.js";
import { ExportedLog } from "./exported-log.js";

const VERIFIER_BYTES_MAX = 30_000;
const PYTHON = join(projectRoot, "test", "audit", "verify.py");

describe("verifiers outside Interlock", () => {
  let stage: AuditStage;
  /** Nothing of Interlock lies above or beside it. */
  const elsewhere = mkdtempSync(join(tmpdir(), "auditor-"));
  let folder: string;
  let vkey: string;

  before(async () => {
    stage = await AuditStage.open();
    await stage.chronicle().start({});
    await stage.write(40);
    await stage.sequence();
    await stage.write(5);
    await stage.sequence();
    const source = await stage.databaseLog.open();
    assert.ok(source !== undefined);
    vkey = source.keys[0]?.vkey ?? "";
    folder = join(elsewhere, "export");
    await writeExport(source, folder, "2026-11-23T12:00:00.000Z");
  });
  after(async () => {
    await stage.close();
    rmSync(elsewhere, { recursive: true });
  });

  const javascript = (...args: string[]): { status: number | null; stdout: string } =>
    spawnSync(process.execPath, [join(folder, "verify.mjs"), ...args], { cwd: elsewhere, encoding: "utf8", env: {} });
  const python = (export_: string): { status: number | null; firstBadSeq?: number } => {
    const { status, stdout } = spawnSync("python3", [PYTHON, export_, "--key", vkey], { encoding: "utf8" });
    return { ...(JSON.parse(stdout) as { firstBadSeq?: number }), status };
  };

  it("need one small file without dependencies and come to the same verdict", () => {
    assert.ok(statSync(join(folder, "verify.mjs")).size < VERIFIER_BYTES_MAX);
    const { status, stdout } = javascript("--key", vkey);
    assert.match(stdout, /^OK: /);
    assert.equal(status, 0);
    assert.equal(python(folder).status, 0);
  });

  it("name the same first bad sequence", () => {
    for (const seq of [0, 17, 41]) {
      const log = new ExportedLog(folder, elsewhere);
      log.texts = log.texts.map((text, index) => (index === seq ? text.replace('"v":1', '"v":2') : text));
      const { status, stdout } = javascript(log.folder, "--key", vkey, "--json");
      assert.deepEqual([status, (JSON.parse(stdout) as { firstBadSeq: number }).firstBadSeq], [5, seq]);
      assert.deepEqual(python(log.folder), { ...python(log.folder), status: 5, firstBadSeq: seq });
    }
  });

  it("refuse a checkpoint that was signed by somebody else", () => {
    const log = new ExportedLog(folder, elsewhere);
    log.notes = log.notes.map((note) =>
      note.replace(/(\u2014 \S+ .{10})(.)/, (_, head: string, next: string) => `${head}${next === "A" ? "B" : "A"}`),
    );
    assert.equal(javascript(log.folder, "--key", vkey).status, 5);
    assert.equal(python(log.folder).status, 5);
  });

  it("check the proof of one entry and refuse a changed one", async () => {
    const proof = await stage.reader.prove(23);
    const file = join(elsewhere, "proof.json");
    writeFileSync(file, JSON.stringify(proof));
    assert.equal(javascript("--proof", file, "--key", vkey).status, 0);
    for (const forged of [
      { ...proof, entry: proof.entry.replace('"erp"', '"eve"') },
      { ...proof, seq: 22 },
      { ...proof, hashes: proof.hashes.slice(1) },
      { ...proof, hashes: [...proof.hashes, proof.hashes[0]] },
      { ...proof, hashes: proof.hashes.with(0, Buffer.alloc(32).toString("base64")) },
      { ...proof, hashes: proof.hashes.with(0, "") },
    ]) {
      writeFileSync(file, JSON.stringify(forged));
      assert.equal(javascript("--proof", file, "--key", vkey).status, 5, JSON.stringify(forged).slice(0, 80));
    }
  });

  it("say what is wrong with their use", () => {
    assert.equal(javascript("--colour").status, 2);
    const broken = join(elsewhere, "broken");
    cpSync(folder, broken, { recursive: true });
    rmSync(join(broken, "keys.json"));
    assert.equal(javascript(broken).status, 3);
    assert.equal(python(broken).status, 3);
  });
});
