import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { INTERLOCK_COMMAND, installFakeGh, runGithubAction, runGitlabJob } from "./ci-workflow.js";

const FIXTURE = join(projectRoot, "test", "governance", "report", "fixture");
const COMMENT_LENGTH_MAX = 65_536;

describe("the pipelines of GitHub and GitLab", () => {
  const folder = makeTemporaryFolder();
  const repository = join(folder.path, "repository");
  const contract = join(repository, "contracts", "orders.yaml");
  const scratch = join(folder.path, "scratch");
  let gh: ReturnType<typeof installFakeGh>;

  before(() => {
    mkdirSync(join(repository, "contracts"), { recursive: true });
    mkdirSync(join(repository, "node_modules"));
    symlinkSync(projectRoot, join(repository, "node_modules", "interlock"));
    copyFileSync(join(FIXTURE, "base.yaml"), contract);
    git("init", "--quiet", "--initial-branch", "main");
    git("add", "contracts");
    git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "base");
    // Both platforms have the target branch as a remote one.
    git("update-ref", "refs/remotes/origin/main", "HEAD");
  });
  beforeEach(() => {
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch);
    gh = installFakeGh(scratch);
  });
  after(() => folder.remove());

  function git(...args: readonly string[]): void {
    const { status, stderr } = spawnSync("git", args, { cwd: repository, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  }

  function action(inputs: Readonly<Record<string, string>> = {}) {
    return runGithubAction(repository, scratch, {
      inputs: {
        contracts: "contracts/orders.yaml\n",
        "lint-profile": "plain",
        interlock: INTERLOCK_COMMAND,
        ...inputs,
      },
      github: { base_ref: "main", event_name: "pull_request", "event.pull_request.number": "7", repository: "o/r" },
      path: `${join(scratch, "bin")}:${process.env["PATH"] ?? ""}`,
    });
  }

  const bring = (file: string): void => copyFileSync(join(FIXTURE, file), contract);
  const calls = (): string[] => readFileSync(gh.calls, "utf8").trim().split("\n");

  it("GitHub: fails a pull request that breaks, annotates it and keeps one comment", () => {
    bring("revision.yaml");
    const [review, comment] = action();
    assert.equal(review?.status, 1, review?.stderr);
    assert.match(review?.stdout ?? "", /^::error file=contracts\/orders\.yaml,line=\d+/m);
    assert.equal(comment?.status, 0, comment?.stderr);
    assert.match(calls().at(-1) ?? "", /^api --method POST repos\/o\/r\/issues\/7\/comments --field body=@/);
    const body = readFileSync(gh.body, "utf8");
    assert.match(body, /^<!-- interlock:review -->\n<!-- interlock:report:diff -->/);
    assert.match(body, /req-body\.max-length\.narrowed/);
    assert.ok(body.length < COMMENT_LENGTH_MAX);
    assert.match(readFileSync(join(scratch, "summary.md"), "utf8"), /## ⛔ Contract changes/);
  });

  it("GitHub: passes a pull request that breaks nothing, and replaces the comment of the run before", () => {
    bring("base.yaml");
    writeFileSync(gh.id, "42\n43\n");
    const [review, comment] = action({ "fail-on": "none" });
    assert.deepEqual([review?.status, comment?.status], [0, 0], review?.stderr);
    assert.match(calls().at(-1) ?? "", /^api --method PATCH repos\/o\/r\/issues\/comments\/42 /);
    assert.match(readFileSync(gh.body, "utf8"), /## ✅ Contract changes/);
  });

  it("GitHub: says that a contract is missing, and has nothing to comment then", () => {
    const results = action({ contracts: "contracts/absent.yaml" });
    assert.deepEqual(
      results.map(({ status }) => status),
      [3, 0],
    );
    assert.equal(existsSync(gh.body), false);
    assert.match(results[0]?.stderr ?? "", /contracts\/absent\.yaml does not exist/);
  });

  it("GitHub: cuts the comment of many reports between two entries and says so", () => {
    const reports = join(scratch, "reports");
    mkdirSync(reports);
    const entry = `### 🔴 error: \`rule\`\n\n<details><summary>Witness</summary>\n\n\`\`\`json\n{}\n\`\`\`\n\n</details>\n`;
    for (const name of ["diff-1", "diff-2", "lint"])
      writeFileSync(join(reports, `${name}.md`), `## ⛔ ${name}\n\n${entry.repeat(500)}`);
    const { status, stderr } = spawnSync("bash", [join(projectRoot, "ci", "github", "comment.sh")], {
      env: {
        PATH: `${join(scratch, "bin")}:${process.env["PATH"] ?? ""}`,
        REPORTS: reports,
        REPOSITORY: "o/r",
        NUMBER: "7",
      },
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    const body = readFileSync(gh.body, "utf8");
    assert.ok(body.length > 50_000 && body.length < COMMENT_LENGTH_MAX, String(body.length));
    assert.match(body, /<\/details>\n\n\n\*\*The comment is cut here;\*\*/);
    assert.equal(body.split("<details>").length, body.split("</details>").length);
  });

  it("GitLab: fails a merge request that breaks, with reports for its widgets, and passes one that does not", () => {
    const variables = {
      CONTRACTS: "contracts/orders.yaml",
      LINT_PROFILE: "plain",
      INTERLOCK: INTERLOCK_COMMAND,
      REPORTS: join(scratch, "reports"),
    };
    bring("revision.yaml");
    // The template fetches the target branch; the throw-away repository is its own remote.
    git("remote", "add", "origin", repository);
    const merge = { ...variables, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main" };
    const bad = runGitlabJob(repository, merge);
    assert.equal(bad.status, 1, bad.stderr);
    for (const name of ["lint", "diff-1"])
      for (const ending of [".xml", ".code-quality.json"])
        assert.ok(existsSync(join(scratch, "reports", name + ending)), name + ending);
    const quality = JSON.parse(readFileSync(join(scratch, "reports", "diff-1.code-quality.json"), "utf8")) as {
      readonly location: { readonly path: string };
    }[];
    assert.equal(quality[0]?.location.path, "contracts/orders.yaml");
    bring("base.yaml");
    const good = runGitlabJob(repository, { ...merge, FAIL_ON: "none" });
    assert.equal(good.status, 0, good.stderr);
  });
});
