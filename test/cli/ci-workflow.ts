import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";
import { projectRoot } from "../../src/config/project-root.js";
import { interlockArguments } from "../support/run-interlock.js";

type Values = Readonly<Record<string, string>>;
type Settings = Record<string, string>;

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly env: Values;
  readonly run: string;
}

/** How a step of a pipeline ended. */
export interface StepResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line of this build, as the settings of both platforms take it. */
export const INTERLOCK_COMMAND = [process.execPath, ...interlockArguments([])].join(" ");

const TIMEOUT_MS = 120_000;
const CI = join(projectRoot, "ci");

/**
 * Runs the steps of the composite action one after another, as GitHub's runner does: `if`, expressions, bash with
 * `-e -o pipefail`, outputs by file. No runner of GitHub is at hand, so what it does beyond that is not shown here.
 */
export function runGithubAction(
  repository: string,
  scratch: string,
  given: { readonly inputs: Values; readonly github: Values; readonly path: string },
): StepResult[] {
  const { inputs, runs } = parse(readFileSync(join(CI, "github", "action.yml"), "utf8")) as Action;
  const known: Settings = { "runner.temp": scratch, ...prefixed("github", given.github) };
  for (const [name, { default: fallback = "" }] of Object.entries(inputs)) {
    known[`inputs.${name}`] = given.inputs[name] ?? fallback;
  }
  const summary = join(scratch, "summary.md");
  return runs.steps.flatMap((step, index) => {
    if (step.if !== undefined && !truthy(evaluate(step.if, known))) return [];
    const output = join(scratch, `output-${index}`);
    const env = Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, evaluate(text, known)]));
    const result = runBash(["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], repository, {
      ...env,
      PATH: given.path,
      GITHUB_ACTION_PATH: join(CI, "github"),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
    });
    for (const line of existsSync(output) ? readFileSync(output, "utf8").trim().split("\n") : []) {
      const [name = "", value = ""] = line.split("=", 2);
      known[`steps.${step.id ?? ""}.outputs.${name}`] = value;
    }
    return [result];
  });
}

interface GitlabTemplate {
  readonly ".interlock-contract-review": { readonly variables: Values; readonly script: readonly string[] };
}

/** Runs the script of the GitLab template in one shell, as its runner does. */
export function runGitlabJob(repository: string, variables: Values): StepResult {
  const template = parse(readFileSync(join(CI, "gitlab", "interlock.gitlab-ci.yml"), "utf8")) as GitlabTemplate;
  const job = template[".interlock-contract-review"];
  return runBash(["-eo", "pipefail", "-c", job.script.join("\n")], repository, { ...job.variables, ...variables });
}

/** A `gh` that keeps what it is asked, and answers the given comment id to whoever lists comments. */
export function installFakeGh(folder: string): { readonly calls: string; readonly body: string; readonly id: string } {
  const [calls, body, id] = ["gh-calls", "gh-body", "gh-id"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(join(folder, "bin"), { recursive: true });
  const script = [
    "#!/usr/bin/env bash",
    `echo "$*" >>'${calls}'`,
    `for word in "$@"; do if [[ $word == body=@* ]]; then cp "\${word#body=@}" '${body}'; fi; done`,
    `if [[ $* == *--paginate* && -f '${id}' ]]; then cat '${id}'; fi`,
  ];
  writeFileSync(join(folder, "bin", "gh"), `${script.join("\n")}\n`, { mode: 0o755 });
  appendFileSync(calls, "");
  return { calls, body, id };
}

function runBash(args: readonly string[], cwd: string, env: Values): StepResult {
  const { status, stdout, stderr } = spawnSync("bash", args, {
    cwd,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    encoding: "utf8",
    timeout: TIMEOUT_MS,
  });
  return { status, stdout, stderr };
}

function prefixed(context: string, values: Values): Settings {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${context}.${name}`, value]));
}

const truthy = (text: string): boolean => text !== "" && text !== "false";

/** The expressions of the action are few: names, `||`, `&&`, `==`, `!=`, `always()` and `format()`. */
function evaluate(text: string, known: Values): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_whole, expression: string) => {
    const code = expression.replaceAll(/\b(?:inputs|github|runner|steps)(?:\.[\w-]+)+/g, "look('$&')");
    const value: unknown = runInNewContext(code, {
      look: (name: string) => known[name] ?? "",
      always: () => true,
      format: (pattern: string, ...values: string[]) =>
        pattern.replaceAll(/\{(\d+)\}/g, (_hit, index: string) => values[Number(index)] ?? ""),
    });
    return String(value);
  });
}
