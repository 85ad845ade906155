import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { request } from "undici";

const main = (name: string): string => fileURLToPath(new URL(`./${name}/main.js`, import.meta.url));

async function start(name: string): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(main(name), ["--port", "0"], { stdio: ["pipe", "ignore", "inherit", "ipc"] });
  child.stdin?.end('{"clientId":"simulator","clientSecret":"secret"}\n');
  const [message] = (await once(child, "message")) as [{ type: string; port: number }];
  assert.equal(message.type, "listening");
  return { child, port: message.port };
}

describe("simulator process", () => {
  for (const name of ["erp", "mes"]) {
    it(`${name}: tells its parent the port, answers, and ends when the parent is gone`, async () => {
      const { child, port } = await start(name);
      const answer = await request(`http://127.0.0.1:${port}/healthz`);
      assert.deepEqual(await answer.body.json(), { status: "ok", system: `${name}-simulator` });
      child.disconnect();
      assert.deepEqual(await once(child, "exit"), [0, null]);
    });
  }

  it("leaves the end to its parent when an interrupt reaches the whole terminal", async () => {
    const { child, port } = await start("erp");
    child.kill("SIGINT");
    assert.equal((await request(`http://127.0.0.1:${port}/healthz`)).statusCode, 200);
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });
});
