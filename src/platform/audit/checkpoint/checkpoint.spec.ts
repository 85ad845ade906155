import assert from "node:assert/strict";
import { appendFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { makeTemporaryFolder } from "../../../../test/support/temporary-folder.js";
import { systemClock } from "../../../kernel/clock.js";
import { openNote, readNotes } from "../verifier/verify.js";
import { AuditKeys } from "./audit-keys.js";
import { CheckpointFile } from "./checkpoint-file.js";
import { signCheckpoint } from "./signed-note.js";

const ORIGIN = "interlock/audit/test";

describe("checkpoints and their keys", () => {
  let folder: ReturnType<typeof makeTemporaryFolder>;
  before(() => {
    folder = makeTemporaryFolder();
  });
  after(() => folder.remove());

  it("are readable by their owner only, and the same for every process", () => {
    const path = join(folder.path, "keys");
    const first = AuditKeys.open(path);
    const second = AuditKeys.open(path);
    assert.deepEqual(first.macKey, second.macKey);
    assert.deepEqual(first.verifierKeys(ORIGIN), second.verifierKeys(ORIGIN));
    assert.deepEqual(readdirSync(path).toSorted(), ["mac.key", "signing-000001.pem"]);
    for (const name of readdirSync(path)) assert.equal(statSync(join(path, name)).mode & 0o777, 0o600, name);
  });

  it("are signed notes that open with their key only, unchanged", () => {
    const keys = AuditKeys.open(join(folder.path, "keys"));
    keys.addSigningKey();
    const [old = "", vkey = ""] = keys.verifierKeys(ORIGIN);
    const privateKey = keys.signingKey(vkey);
    assert.ok(privateKey !== undefined);
    const note = signCheckpoint(ORIGIN, 7, Buffer.alloc(32, 1), privateKey);
    assert.deepEqual(openNote(note, [old, vkey])?.lines, [ORIGIN, "7", Buffer.alloc(32, 1).toString("base64")]);
    assert.equal(openNote(note, [old]), undefined);
    assert.equal(openNote(note.replace("\n7\n", "\n8\n"), [vkey]), undefined);
    assert.equal(openNote(note.replace(/\u2014 \S+/, "\u2014 somebody"), [vkey]), undefined);
    assert.equal(keys.signingKey(vkey.replace(/\+[0-9a-f]{8}\+/, "+00000000+")), undefined);
  });

  it("are kept in a file that survives a half-written line", () => {
    const path = join(folder.path, "deep", "checkpoints.jsonl");
    assert.equal(new CheckpointFile(path, systemClock).read(), "");
    new CheckpointFile(path, systemClock).append("one");
    appendFileSync(path, '{"time":"2026-11-23T12:00:00Z","no');
    const reopened = new CheckpointFile(path, systemClock);
    reopened.append("two");
    reopened.append("three");
    assert.deepEqual(readNotes(reopened.read()), ["one", "a line that cannot be read", "two", "three"]);
  });
});
