import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { makeTemporaryFolder } from "../../support/temporary-folder.js";
import { BASE, orderDocument } from "../../support/production-order/documents.js";
import { authorizationOf } from "./authorization.js";
import { sendRaw } from "./raw-connection.js";

const CANARY = "canary-7f3a9c51e2";

describe("secrets in requests", () => {
  const folder = makeTemporaryFolder();
  const logFile = join(folder.path, "interlock.log");
  let gateway: TestGateway;
  let token: string;

  before(async () => {
    const settings = { INTERLOCK_LOG_LEVEL: "trace", INTERLOCK_LOG_FILE: logFile };
    gateway = await startTestGateway({ role: "gateway", settings });
    token = (await authorizationOf(gateway, "erp")).slice("Bearer ".length);
  });
  after(() => folder.remove());

  it("never reach the log, whatever part of a request they are in and however it ends", async () => {
    const { url, client, secrets } = gateway;
    const address = `${url}${BASE}/orders`;
    const basic = `Basic ${Buffer.from(`erp:${CANARY}`).toString("base64")}`;
    const headers = { authorization: `Bearer ${CANARY}`, cookie: `session=${CANARY}`, "x-api-key": CANARY };
    await fetch(address, { headers });
    await fetch(address, { headers: { authorization: basic } });
    await fetch(`${address}?access_token=${CANARY}`, { headers: { authorization: `Bearer ${token}` } });
    await fetch(`${url}/${CANARY}?token=${CANARY}`);
    await fetch(`${url}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials", client_id: "erp", client_secret: CANARY }),
    });
    await client.send(`POST ${BASE}/orders`, { as: "erp", body: orderDocument({ [CANARY]: CANARY }) });
    await client.send(`POST ${BASE}/orders`, { as: "erp", body: `{"a": "${CANARY}",` });
    const good = orderDocument({ extensions: { note: { text: CANARY } } });
    assert.equal((await client.send(`POST ${BASE}/orders`, { as: "erp", body: good })).status, 202);
    await gateway.link.cut();
    await client.send(`POST ${BASE}/orders`, { as: "erp", body: good });
    await gateway.link.mend();
    await sendRaw(url, `GET / HTTP/1.1\r\nHost: a\r\nAuthorization: ${CANARY}\0\r\n\r\n`);
    await gateway.close();
    const log = readFileSync(logFile, "utf8");
    assert.match(log, /"event":"http.request"/);
    assert.match(log, /"code":"UNAUTHENTICATED"/);
    const hidden = [CANARY, basic, token, ...secrets.values()];
    assert.deepEqual(
      log.split("\n").filter((line) => hidden.some((secret) => line.includes(secret))),
      [],
    );
  });
});
