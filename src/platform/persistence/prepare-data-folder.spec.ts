import assert from "node:assert/strict";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { makeTemporaryFolder } from "../../../test/support/temporary-folder.js";
import { EnvironmentError } from "../../config/environment-error.js";
import { prepareDataFolder } from "./prepare-data-folder.js";

describe("the data folder", () => {
  let temporary: ReturnType<typeof makeTemporaryFolder>;
  beforeEach(() => {
    temporary = makeTemporaryFolder();
  });
  afterEach(() => temporary.remove());

  it("is made with the folders above it, and may be passed through by others", () => {
    const folder = join(temporary.path, "a", "b", "data");
    prepareDataFolder(folder);
    assert.equal(statSync(folder).mode & 0o777, 0o711);
    prepareDataFolder(folder);
  });

  it("is refused with the setting that names it below a file, or as one", () => {
    const file = join(temporary.path, "file");
    writeFileSync(file, "");
    for (const folder of [file, join(file, "data")]) {
      assert.throws(
        () => prepareDataFolder(folder),
        (error) => error instanceof EnvironmentError && error.message.includes("INTERLOCK_DATA_DIR"),
      );
    }
  });

  it("is refused where a file system makes no folders", { skip: !existsSync("/proc/self") }, () => {
    assert.throws(() => prepareDataFolder("/proc/interlock/data"), EnvironmentError);
  });
});
