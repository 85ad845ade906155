import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";

interface Manifest {
  readonly version: string;
  readonly license?: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

function readManifest(...path: string[]): Manifest {
  return JSON.parse(readFileSync(join(projectRoot, ...path, "package.json"), "utf8")) as Manifest;
}

function markdownFiles(): string[] {
  const below = (folder: string): string[] =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...below("docs"), ...below("src")].filter((name) =>
    name.endsWith(".md"),
  );
}

describe("documentation", () => {
  const manifest = readManifest();

  it("lists every dependency once, with the version and licence that are installed", () => {
    const page = readFileSync(join(projectRoot, "docs", "dependencies.md"), "utf8");
    const rows = [...page.matchAll(/^\| `([^`]+)` +\| ([^ |]+) +\| ([^ |]+) +\|/gm)].map(([, ...cells]) =>
      cells.join(" "),
    );
    const names = Object.keys({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    });
    const expected = names.map((name) => {
      const { version, license } = readManifest("node_modules", name);
      return `${name} ${version} ${license ?? "unstated"}`;
    });
    assert.deepEqual(rows.toSorted(), expected.toSorted());
  });

  it("names only npm scripts that exist", () => {
    for (const file of markdownFiles()) {
      const text = readFileSync(join(projectRoot, file), "utf8");
      for (const [, name = ""] of text.matchAll(/npm run ([a-z:-]+)/g)) {
        assert.ok(name in manifest.scripts, `${file} names npm run ${name}`);
      }
    }
  });

  it("links only to files that exist", () => {
    for (const file of markdownFiles()) {
      const text = readFileSync(join(projectRoot, file), "utf8");
      for (const [, target = ""] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
        assert.ok(existsSync(join(projectRoot, dirname(file), target)), `${file} links to ${target}`);
      }
    }
  });

  it("gives every capability folder a README", () => {
    const folders = readdirSync(join(projectRoot, "src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(projectRoot, "src", entry.name, "public.ts")))
      .map((entry) => entry.name);
    assert.ok(folders.length > 0);
    for (const folder of folders) {
      assert.ok(existsSync(join(projectRoot, "src", folder, "README.md")), `src/${folder} has no README.md`);
    }
  });
});
