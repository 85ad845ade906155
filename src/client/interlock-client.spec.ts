import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { AccessTokenError } from "./access-tokens.js";
import { PlannedGateway } from "./gateway-fixture.js";
import { GatewayUnreachableError } from "./gateway-unreachable-error.js";
import { ifMatch } from "./if-match.js";
import { InterlockClient } from "./interlock-client.js";
import type { RetryPolicy } from "./retry-policy.js";

const credentials = { clientId: "mes", clientSecret: "secret" };
const acknowledgement = {
  dispatchId: "01KAR7Q2M0X3V9C4T8E6H5J2WD",
  result: "ACK",
  occurredAt: "2026-11-23T08:00:00Z",
} as const;
const path = { plantCode: "P100", orderNumber: "10/42" };
const ADDRESS = "/orders/{plantCode}/{orderNumber}/acknowledgements";

describe("InterlockClient", () => {
  const gateway = new PlannedGateway();
  const clientWith = (retry: Partial<RetryPolicy> = {}): InterlockClient =>
    new InterlockClient({ gatewayUrl: gateway.url, credentials, retry: { delayMs: 1, delayMsMax: 2, ...retry } });
  const acknowledge = async (client = clientWith()) =>
    await client.api("production-order", "v1").POST(ADDRESS, { params: { path }, body: acknowledgement });
  const headersOf = (name: string): readonly (string | undefined)[] =>
    gateway.requests.map(({ headers }) => headers[name]);

  before(() => gateway.open());
  after(() => gateway.close());
  beforeEach(() => {
    gateway.requests.length = 0;
    gateway.next.length = 0;
    gateway.tokenCount = 0;
    gateway.tokenStatus = 200;
  });

  it("sends what the contract asks for: address, body, token, key, correlation and trace", async () => {
    gateway.next.push({ status: 202, body: { state: "RUNNING" }, headers: { location: "/x" } });
    const { data, response } = await acknowledge();
    const [request] = gateway.requests;
    assert.equal(request?.target, "POST /production-order/v1/orders/P100/10%2F42/acknowledgements");
    assert.deepEqual(JSON.parse(request.body), acknowledgement);
    assert.equal(request.headers["authorization"], "Bearer token-1");
    assert.match(request.headers["idempotency-key"] ?? "", /^[0-9A-Z]{26}$/);
    assert.match(request.headers["x-correlation-id"] ?? "", /^[0-9A-Z]{26}$/);
    assert.match(request.headers["traceparent"] ?? "", /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    assert.deepEqual([data?.state, response.headers.get("location")], ["RUNNING", "/x"]);
  });

  it("leaves headers that the caller gives as they are, and writes lists with commas", async () => {
    const orders = clientWith().api("production-order", "v1");
    await orders.GET("/orders", {
      params: { query: { state: ["READY", "RUNNING"] }, header: { "X-Correlation-Id": "mine" } },
    });
    assert.equal(gateway.requests[0]?.target, "GET /production-order/v1/orders?state=READY,RUNNING");
    assert.deepEqual(headersOf("x-correlation-id"), ["mine"]);
    assert.deepEqual(headersOf("idempotency-key"), [undefined]);
  });

  it("keeps key, body and correlation over load, outage, lost connections and problems that say so", async () => {
    gateway.next.push(
      { status: 503 },
      { cut: true },
      { status: 429, headers: { "retry-after": "0" } },
      { status: 409, body: { code: "IN_FLIGHT", retryable: true } },
      { status: 202 },
    );
    assert.equal((await acknowledge()).response.status, 202);
    assert.equal(gateway.requests.length, 5);
    for (const name of ["idempotency-key", "x-correlation-id", "traceparent"])
      assert.equal(new Set(headersOf(name)).size, 1, name);
    assert.equal(new Set(gateway.requests.map(({ body }) => body)).size, 1);
  });

  it("gives back what repeating would not change", async () => {
    gateway.next.push({ status: 422, body: { code: "SCHEMA_VIOLATION", retryable: false } });
    const { error, response } = await acknowledge();
    assert.deepEqual([response.status, error?.code, gateway.requests.length], [422, "SCHEMA_VIOLATION", 1]);
  });

  it("gives back an answer that asks to come much later", async () => {
    gateway.next.push({ status: 429, headers: { "retry-after": "3600" } });
    assert.equal((await acknowledge()).response.status, 429);
    assert.equal(gateway.requests.length, 1);
  });

  it("uses a token again, and asks for a new one once when it is refused", async () => {
    const client = clientWith();
    await Promise.all([acknowledge(client), acknowledge(client)]);
    assert.equal(gateway.tokenCount, 1);
    gateway.next.push({ status: 401 }, { status: 202 });
    assert.equal((await acknowledge(client)).response.status, 202);
    assert.deepEqual(headersOf("authorization").slice(2), ["Bearer token-1", "Bearer token-2"]);
    gateway.next.push({ status: 401 }, { status: 401 });
    assert.equal((await acknowledge(client)).response.status, 401);
  });

  it("says at once that the credentials are wrong", async () => {
    gateway.tokenStatus = 401;
    await assert.rejects(acknowledge(), (error) => error instanceof AccessTokenError && error.isFinal);
    assert.equal(gateway.tokenCount, 1);
  });

  it("says after its last attempt that nobody answers", async () => {
    gateway.next.push({ cut: true }, { cut: true }, { cut: true });
    await assert.rejects(acknowledge(clientWith({ attemptsMax: 3 })), (error) => {
      assert.ok(error instanceof GatewayUnreachableError);
      assert.equal(error.attemptCount, 3);
      assert.match(error.message, /^no answer from .* in 3 attempts$/);
      return true;
    });
    assert.equal(gateway.requests.length, 3);
  });

  it("gives back the last answer when the outage outlasts its attempts", async () => {
    gateway.next.push({ status: 503 }, { status: 503 });
    assert.equal((await acknowledge(clientWith({ attemptsMax: 2 }))).response.status, 503);
  });

  it("ends a wait when it is closed", async () => {
    const client = clientWith({ attemptsMax: Number.POSITIVE_INFINITY });
    gateway.next.push({ status: 503, headers: { "retry-after": "50" } });
    const call = acknowledge(client);
    while (gateway.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    client.close();
    await assert.rejects(call, /closed|aborted/);
  });

  it("ends with the caller's own signal", async () => {
    const stop = new AbortController();
    stop.abort(new Error("enough"));
    const orders = clientWith().api("production-order", "v1");
    await assert.rejects(orders.GET("/orders", { signal: stop.signal }), /enough/);
    assert.equal(gateway.requests.length, 0);
  });

  it("binds a change to the version that was read", () => {
    const read = new Response("{}", { headers: { etag: '"7"' } });
    assert.deepEqual(ifMatch(read), { "If-Match": '"7"' });
    assert.throws(() => ifMatch(new Response("{}")), /has no ETag/);
  });
});
