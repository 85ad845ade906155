import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { defaultSandboxLimits, loadInSandbox, SandboxPool } from "../../../src/governance/public.js";
import { sandboxArguments } from "../../../src/governance/sandbox/sandbox-process.js";
import { oneFile } from "./lint-stage.js";

const CLOSE_OUTSIDE = pathToFileURL(
  join(import.meta.dirname, "..", "..", "..", "src", "governance", "sandbox", "close-outside.js"),
).href;

/** Runs a script as the sandbox runs its worker, and answers what it prints. */
function inSandbox(script: string): string {
  const closing = `import { closeOutside } from ${JSON.stringify(CLOSE_OUTSIDE)}; closeOutside();`;
  const attempt = `try { const x = await (async () => { ${script} })(); console.log("DONE", x); } catch (e) { console.log("DENIED", e.cause?.message ?? e.code ?? e.message); }`;
  const flags = [...sandboxArguments(defaultSandboxLimits), "--input-type=module", "-e", `${closing} ${attempt}`];
  return execFileSync(process.execPath, flags, { env: {}, encoding: "utf8", timeout: 30_000 });
}

describe("the sandbox", () => {
  for (const [name, script] of [
    ["reads no file outside the product", 'return (await import("node:fs")).readFileSync("/etc/hostname", "utf8");'],
    ["lists no folder", 'return (await import("node:fs")).readdirSync("/");'],
    ["writes no file", 'return (await import("node:fs")).writeFileSync("/tmp/interlock-sandbox", "x");'],
    ["starts no process", 'return (await import("node:child_process")).execSync("id").toString();'],
    ["starts no worker", 'new (await import("node:worker_threads")).Worker("1", { eval: true }); return 1;'],
    ["reaches no native binding", 'return process.binding("tcp_wrap");'],
    ["fetches nothing", 'return (await fetch("http://127.0.0.1:21799/")).status;'],
    [
      "connects nowhere",
      'return new Promise((done, fail) => { import("node:net").then((n) => n.connect(9, "127.0.0.1").on("connect", done).on("error", fail)).catch(fail); });',
    ],
    ["looks up no name", 'return (await import("node:dns/promises")).lookup("localhost");'],
    ["sends no datagram", 'return (await import("node:dgram")).createSocket("udp4").send("x", 9, "127.0.0.1");'],
    ["listens nowhere", 'return (await import("node:http")).createServer().listen(0);'],
    ["loads no file as a module", 'return import("/etc/hostname");'],
    ["signals no process", "return process.kill(process.ppid, 0);"],
    ["opens no inspector", 'return (await import("node:inspector")).open(0);'],
    ["writes no report", 'return process.report.writeReport("/tmp/interlock-sandbox.json");'],
  ] as const) {
    it(name, () => assert.match(inSandbox(script), /^DENIED (ERR_ACCESS_DENIED|the sandbox reaches)/));
  }

  it("has an empty environment", () => {
    assert.equal(inSandbox("return Object.keys(process.env).length;").trim(), "DONE 0");
  });

  it("computes", () => assert.equal(inSandbox("return 6 * 7;").trim(), "DONE 42"));

  it("loads a contract and answers its document as text, and goes on after one that ended it", async () => {
    const sandbox = new SandboxPool({ limits: { ...defaultSandboxLimits, heapMbMax: 60 }, sparesMax: 1 });
    const names = Array.from({ length: 60_000 }, (_, index) => `x-${index}: { a: ${index}, b: [1, 2, 3] }`);
    const large = await loadInSandbox(oneFile(`openapi: 3.1.0\n${names.join("\n")}`), sandbox);
    assert.deepEqual(
      large.findings.map(({ code }) => code),
      ["LINT_ABORTED"],
    );
    const small = await loadInSandbox(oneFile("openapi: 3.1.0\npaths: {}"), sandbox);
    assert.equal(small.format, "openapi-3.1");
    assert.deepEqual(JSON.parse(small.documentJson ?? ""), { openapi: "3.1.0", paths: {} });
    sandbox.close();
  });
});
