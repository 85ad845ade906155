import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { bundleRootOf } from "./bundle-root.js";

const base = realpathSync(mkdtempSync(join(tmpdir(), "interlock-root-")));
after(() => rmSync(base, { recursive: true }));

/** Makes folders and files, and gives the path of the contract. */
function place(contract: string, ...others: readonly string[]): string {
  for (const name of [contract, ...others]) {
    mkdirSync(join(base, name, ".."), { recursive: true });
    writeFileSync(join(base, name), "");
  }
  return join(base, contract);
}

describe("bundleRootOf", () => {
  it("takes the folder of the file where nothing else is known", () => {
    assert.equal(bundleRootOf(place("plain/apis/v1.yaml")), join(base, "plain", "apis"));
  });

  it("takes the repository, also where a package stands between", () => {
    const file = place("repository/packages/orders/v1.yaml", "repository/.git", "repository/packages/package.json");
    assert.equal(bundleRootOf(file), join(base, "repository"));
  });

  it("takes the nearest project outside a repository", () => {
    const file = place("outer/inner/apis/v1.yaml", "outer/package.json", "outer/inner/redocly.yaml");
    assert.equal(bundleRootOf(file), join(base, "outer", "inner"));
  });

  it("takes a folder called contracts, and not what stands beside it", () => {
    const file = place("copied/contracts/openapi/orders/v1.yaml");
    assert.equal(bundleRootOf(file), join(base, "copied", "contracts"));
  });

  it("never takes the home folder by itself, whatever lies in it", () => {
    const file = place("home/downloads/v1.yaml", "home/.git", "home/package.json");
    assert.equal(bundleRootOf(file, join(base, "home")), join(base, "home", "downloads"));
  });
});
