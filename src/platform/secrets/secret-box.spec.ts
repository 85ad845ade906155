import assert from "node:assert/strict";
import { chmodSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { EnvironmentError } from "../../config/environment-error.js";
import { makeTemporaryFolder } from "../../../test/support/temporary-folder.js";
import { SecretBox, SecretUnreadableError } from "./secret-box.js";

describe("the box for secrets", () => {
  let folder: ReturnType<typeof makeTemporaryFolder>;
  let keys: string;
  beforeEach(() => {
    folder = makeTemporaryFolder();
    keys = join(folder.path, "keys");
  });
  afterEach(() => folder.remove());

  it("opens what it sealed, also in another process, and shows nothing of it in between", () => {
    const sealed = SecretBox.open(keys).seal("pässword", "webhook/1");
    assert.doesNotMatch(sealed, /p.ssword/);
    assert.equal(SecretBox.open(keys).open(sealed, "webhook/1"), "pässword");
    assert.deepEqual(
      [statSync(keys).mode & 0o777, statSync(join(keys, "secret-000001.key")).mode & 0o777],
      [0o700, 0o600],
    );
    assert.deepEqual(readdirSync(keys), ["secret-000001.key"]);
  });

  it("seals the same text differently each time", () => {
    const box = SecretBox.open(keys);
    assert.notEqual(box.seal("a", "x"), box.seal("a", "x"));
  });

  it("does not open a text that was changed, belongs elsewhere, or is none", () => {
    const box = SecretBox.open(keys);
    const sealed = box.seal("secret", "webhook/1");
    const changed = `${sealed.slice(0, 10)}${sealed[10] === "A" ? "B" : "A"}${sealed.slice(11)}`;
    for (const [text, context] of [
      [sealed, "webhook/2"],
      [changed, "webhook/1"],
      ["v1.1.AAAA", "webhook/1"],
      ["secret", "webhook/1"],
    ] as const) {
      assert.throws(() => box.open(text, context), SecretUnreadableError, text);
    }
  });

  it("seals with the newest key and opens with the others", () => {
    const box = SecretBox.open(keys);
    const old = box.seal("old", "x");
    writeFileSync(join(keys, "secret-000002.key"), "ab".repeat(32), { mode: 0o600 });
    assert.match(box.seal("new", "x"), /^v1\.2\./);
    assert.equal(box.open(old, "x"), "old");
    rmSync(join(keys, "secret-000001.key"));
    assert.throws(() => box.open(old, "x"), /key 1, which is gone/);
  });

  it("refuses a key that others can read, or that is none", () => {
    const box = SecretBox.open(keys);
    const path = join(keys, "secret-000001.key");
    chmodSync(path, 0o644);
    assert.throws(
      () => box.seal("a", "x"),
      (error) => error instanceof EnvironmentError && /chmod 600/.test(error.message),
    );
    chmodSync(path, 0o600);
    writeFileSync(path, "abc");
    assert.throws(() => SecretBox.open(keys), EnvironmentError);
  });
});
