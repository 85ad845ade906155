import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { collectContractFiles } from "./collect-contract-files.js";

const base = mkdtempSync(join(tmpdir(), "interlock-intake-"));
after(() => rmSync(base, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(base, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

describe("collectContractFiles", () => {
  it("takes what the entry names, directly or through others, with names relative to the root", () => {
    const entry = write("root/api/v1.yaml", "$ref: ../schemas/a.yaml#/x");
    write("root/schemas/a.yaml", '{ "$ref": "b.json" }');
    write("root/schemas/b.json", "{}");
    write("root/schemas/unused.yaml", "a: 1");
    const source = collectContractFiles(entry, join(base, "root"));
    assert.equal(source.entry, "api/v1.yaml");
    assert.deepEqual([...source.files.keys()].toSorted(), ["api/v1.yaml", "schemas/a.yaml", "schemas/b.json"]);
  });

  it("takes the root of the file system as a root", () => {
    const entry = write("deep/v1.yaml", "$ref: a.yaml");
    write("deep/a.yaml", "a: 1");
    assert.equal(collectContractFiles(entry, "/").files.size, 2);
  });

  it("opens nothing outside the root, neither by path nor through a link", () => {
    write("secret.yaml", "password: x");
    const entry = write("inner/v1.yaml", "a: { $ref: ../secret.yaml }\nb: { $ref: link.yaml }");
    symlinkSync(join(base, "secret.yaml"), join(base, "inner", "link.yaml"));
    assert.deepEqual([...collectContractFiles(entry, join(base, "inner")).files.keys()], ["v1.yaml"]);
  });

  it("stops reading beyond the limit", () => {
    const entry = write("many/v1.yaml", "a: b.yaml");
    write("many/b.yaml", "c: c.yaml");
    write("many/c.yaml", "d: 1");
    const limits = { bytesMax: 15, filesMax: 9, depthMax: 9, aliasNodesMax: 9, findingsMax: 9 };
    assert.equal(collectContractFiles(entry, join(base, "many"), limits).files.size, 2);
  });
});
