import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { interlockArguments } from "../support/run-interlock.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";

const event = { type: "com.interlock.posting.posted.v1", time: "2026-11-23T00:00:00Z", subject: "P100/1" };

describe("a command whose reader leaves, as head does", () => {
  const folder = makeTemporaryFolder();
  let server: Server;
  let port = "";

  before(async () => {
    server = createServer((request, response) => {
      if (request.url === "/oauth/token") {
        response.end(JSON.stringify({ access_token: "T", expires_in: 600 }));
        return;
      }
      response.writeHead(200, { "content-type": "text/event-stream" });
      const timer = setInterval(() => response.write(`data: ${JSON.stringify({ position: "1", event })}\n\n`), 10);
      response.on("close", () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    port = typeof address === "object" ? String(address?.port) : "";
    const clients = { operator: { clientId: "operator", clientSecret: "s" } };
    writeFileSync(join(folder.path, "credentials.json"), JSON.stringify({ clients }));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    folder.remove();
  });

  it("ends silently with exit code 0", async () => {
    const env = { ...process.env, INTERLOCK_DATA_DIR: folder.path, INTERLOCK_PORT: port };
    const child = spawn(process.execPath, interlockArguments(["events", "tail", "--from", "0"]), { env });
    let stderr = "";
    child.stderr.on("data", (text) => (stderr += String(text)));
    await once(child.stdout, "data");
    child.stdout.destroy();
    await once(child, "close");
    assert.deepEqual([child.exitCode, stderr], [0, ""]);
  });
});
