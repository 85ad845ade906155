import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { interlockArguments } from "../support/run-interlock.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";

const FIXTURE = join(projectRoot, "test", "governance", "report", "fixture");

describe("the pipeline script", () => {
  const folder = makeTemporaryFolder();
  const contract = join(folder.path, "contracts", "orders.yaml");
  const reports = join(folder.path, "reports");

  before(() => {
    mkdirSync(join(folder.path, "contracts"));
    copyFileSync(join(FIXTURE, "base.yaml"), contract);
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "base");
    git("branch", "base");
    copyFileSync(join(FIXTURE, "revision.yaml"), contract);
  });
  after(() => folder.remove());

  it("compares each contract with itself at the base revision, annotates the file and fails", () => {
    const { status, stdout } = review({ BASE: "base" });
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^::error file=contracts\/orders\.yaml,line=15,col=\d+,title=req-body\.max-length\.narrowed::/m,
    );
    assert.match(readFileSync(join(reports, "diff-1.md"), "utf8"), /^<!-- interlock:report:diff -->\n## ⛔/);
  });

  it("only lints without a base, and passes when nothing is to block", () => {
    const { status } = review({ FAIL_ON: "none" });
    assert.equal(status, 0);
    assert.deepEqual([existsSync(join(reports, "lint.sarif")), existsSync(join(reports, "diff-1.md"))], [true, false]);
  });

  it("does not pass when the base revision is not in the clone", () => {
    const { status, stderr } = review({ BASE: "origin/main" });
    assert.equal(status, 3);
    assert.match(stderr, /the revision origin\/main is not in this clone/);
  });

  function review(settings: Readonly<Record<string, string>>) {
    rmSync(reports, { recursive: true, force: true });
    const env = {
      PATH: process.env["PATH"] ?? "",
      CONTRACTS: "\n  contracts/orders.yaml\n",
      LINT_PROFILE: "plain",
      INTERLOCK: [process.execPath, ...interlockArguments([])].join(" "),
      REPORTS: reports,
      ...settings,
    };
    const script = join(projectRoot, "ci", "review.sh");
    return spawnSync("bash", [script, "github"], { cwd: folder.path, env, encoding: "utf8", timeout: 120_000 });
  }

  function git(...args: readonly string[]): void {
    const { status, stderr } = spawnSync("git", args, { cwd: folder.path, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  }
});
