import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { after, before, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { HealthyClient } from "./healthy-client.js";
import { assertOnlyProblem, openConnection, readToEnd, sendRaw, statusesOf } from "./raw-connection.js";
import { authorizationOf } from "./authorization.js";

const CONNECTIONS_PER_ADDRESS = 60;
const SLOW_CONNECTIONS = 40;
const DRIP_MS = 60;

/** Sends one byte after the other, slowly, until the gateway has had enough. @returns what it answered */
async function drip(url: string, head: string, drop: string): Promise<string> {
  const socket = await openConnection(url);
  const answer = readToEnd(socket);
  socket.write(head);
  const timer = setInterval(() => socket.write(drop), DRIP_MS);
  try {
    return await answer;
  } finally {
    clearInterval(timer);
  }
}

describe("peers that are slow", () => {
  let gateway: TestGateway;
  let authorization: string;
  before(async () => {
    gateway = await startTestGateway({
      role: "gateway",
      settings: {
        INTERLOCK_HEADERS_TIMEOUT_MS: "400",
        INTERLOCK_REQUEST_TIMEOUT_MS: "800",
        INTERLOCK_CONNECTION_CHECK_MS: "50",
        INTERLOCK_KEEP_ALIVE_TIMEOUT_MS: "1000",
        INTERLOCK_CONNECTIONS_PER_ADDRESS_MAX: String(CONNECTIONS_PER_ADDRESS),
      },
    });
    authorization = await authorizationOf(gateway, "erp");
  });
  after(() => gateway.close());

  it("with their headers are answered 408 and closed, while others are served", async () => {
    const healthy = new HealthyClient(gateway.url);
    const head = "GET /livez HTTP/1.1\r\nHost: a\r\nX: ";
    const answers = await Promise.all(Array.from({ length: SLOW_CONNECTIONS }, () => drip(gateway.url, head, "a")));
    for (const answer of answers) assertOnlyProblem(answer, 408, "REQUEST_TIMEOUT", "slow headers");
    await healthy.end();
  });

  it("with their body are answered 408 and closed, while others are served", async () => {
    const healthy = new HealthyClient(gateway.url);
    const head =
      `POST /production-order/v1/orders HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\nIdempotency-Key: slow\r\n` +
      "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n";
    const answers = await Promise.all(Array.from({ length: SLOW_CONNECTIONS }, () => drip(gateway.url, head, " ")));
    for (const answer of answers) assertOnlyProblem(answer, 408, "REQUEST_TIMEOUT", "a slow body");
    await healthy.end();
  });

  it("to begin a second request are closed without an answer", async () => {
    const answer = await sendRaw(gateway.url, "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
    assert.deepEqual(statusesOf(answer), [200]);
  });

  it("and broken in their second request are told so after the answer to the first", async () => {
    const socket = await openConnection(gateway.url);
    const answers = readToEnd(socket);
    socket.write("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
    socket.once("data", () => socket.write("GARBAGE\r\n\r\n"));
    assert.deepEqual(statusesOf(await answers), [200, 400]);
  });

  it("cannot hold more connections than one address may, and others come in when they leave", async () => {
    const held: Socket[] = [];
    for (let count = 0; count < CONNECTIONS_PER_ADDRESS; count++) held.push(await openConnection(gateway.url));
    const refused = await sendRaw(gateway.url, "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert.equal(refused, "");
    await Promise.all(
      held.map(async (socket) => {
        const closed = readToEnd(socket);
        socket.destroy();
        await closed;
      }),
    );
    let answer = "";
    // The gateway hears of the closed connections a moment later.
    for (let tries = 0; tries < 100 && answer === ""; tries++) {
      answer = await sendRaw(gateway.url, "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }
    assert.deepEqual(statusesOf(answer), [200]);
  });
});
