import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, beforeEach, describe, it } from "node:test";
import { JsonText } from "../../src/gateway/public.js";
import type { RequestObservation } from "../../src/platform/telemetry/metrics.js";
import { type RunningGateway, ThingHandlers, startGateway } from "./gateway-fixture.js";
import { call } from "./http-client.js";

const thing = { plantCode: "A", quantity: { value: "1", unit: "KGM" } };
const body = JSON.stringify(thing);
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function breachesOf(gateway: RunningGateway): readonly string[] {
  return gateway.log
    .filter((line) => line["event"] === "http.response-contract-violation")
    .flatMap((line) => (line["findings"] as readonly { readonly pointer: string }[]).map((finding) => finding.pointer));
}

describe("what a handler gets", () => {
  let gateway: RunningGateway;
  before(async () => {
    gateway = await startGateway("enforce");
  });
  after(() => gateway.close());
  beforeEach(() => {
    ThingHandlers.reply = () => ({ status: 204 });
  });

  it("is the whole context of the request", async () => {
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const headers = {
      "idempotency-key": "k",
      prefer: "wait=5",
      "if-match": '"7"',
      "x-correlation-id": "c",
      traceparent,
    };
    const answer = await call(gateway, "POST /thing/v1/things", { body, headers });
    const request = ThingHandlers.last;
    assert.equal(answer.status, 204);
    assert.ok(request !== undefined);
    const { context } = request;
    assert.equal(context.principal.clientId, "writer");
    assert.equal(context.correlationId, "c");
    assert.match(context.traceparent, /^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$/);
    assert.equal(answer.headers.get("traceparent"), context.traceparent);
    assert.equal(context.plantCode, "A");
    assert.deepEqual(context.plants, ["A", "B"]);
    assert.equal(context.idempotencyKey, "k");
    assert.equal(context.waitSeconds, 5);
    assert.deepEqual(context.ifMatch, [7]);
    assert.equal(context.basePath, "/thing/v1");
    assert.equal(context.permission, "thing:write");
    assert.equal(context.bodyHash, sha256(body));
    assert.equal(context.requestHash, sha256(`POST /thing/v1/things\n${sha256(body)}`));
    assert.deepEqual(request.body, thing);
    assert.equal(request.rawBody, body);
  });

  it("has no plant on filter operations and no key where none is required", async () => {
    await call(gateway, "GET /thing/v1/things", {
      headers: { authorization: "Bearer reader@*", "idempotency-key": "k" },
    });
    const context = ThingHandlers.last?.context;
    assert.deepEqual(
      [context?.plantCode, context?.plants, context?.idempotencyKey, context?.waitSeconds, context?.ifMatch],
      [undefined, "*", undefined, 0, undefined],
    );
  });
});

describe("answers in the mode enforce", () => {
  let gateway: RunningGateway;
  before(async () => {
    gateway = await startGateway("enforce");
  });
  after(() => gateway.close());

  it("leave as the handler gave them when they keep to the contract", async () => {
    ThingHandlers.reply = () => ({ status: 200, body: { id: 1, ...thing }, headers: { "X-Count": "3" } });
    const answer = await call(gateway, "GET /thing/v1/things/A/B");
    assert.deepEqual([answer.status, answer.body, answer.headers.get("x-count")], [200, { id: 1, ...thing }, "3"]);
    ThingHandlers.reply = () => ({ status: 200, body: new JsonText(`${body} `) });
    assert.deepEqual((await call(gateway, "GET /thing/v1/things/A/B")).body, thing);
  });

  it("are held back when status, body or headers break the contract, and the log says how", async () => {
    const replies = [
      { status: 202, body: thing },
      { status: 200, body: { plantCode: "a", secret: "classified" }, headers: { Location: "/secret" } },
      { status: 200, body: thing, headers: { "X-Count": "many" } },
      { status: 200 },
      { status: 204, body: thing },
    ];
    for (const reply of replies) {
      ThingHandlers.reply = () => reply;
      const answer = await call(gateway, "GET /thing/v1/things/A/B");
      assert.equal(answer.status, 500);
      assert.equal(answer.body["code"], "RESPONSE_CONTRACT_VIOLATION");
      assert.equal(answer.headers.get("location"), null);
      assert.doesNotMatch(JSON.stringify(answer.body), /classified/);
    }
    assert.deepEqual(breachesOf(gateway), [
      "/status",
      "/body/quantity",
      "/body/secret",
      "/body/plantCode",
      "/headers/X-Count",
      "/body",
      "/body",
    ]);
  });

  it("include problems: a status the contract does not list is a breach", async () => {
    ThingHandlers.reply = () => Promise.reject(new Error("boom"));
    assert.equal((await call(gateway, "GET /thing/v1/things/A/B")).body["code"], "INTERNAL");
    assert.equal((await call(gateway, "GET /thing/v1/things/A/summary")).body["code"], "RESPONSE_CONTRACT_VIOLATION");
  });
});

describe("answers in the mode sample", () => {
  let gateway: RunningGateway;
  before(async () => {
    gateway = await startGateway("sample");
  });
  after(() => gateway.close());

  it("leave in any case; the first of a hundred is checked and a breach logged", async () => {
    ThingHandlers.reply = () => ({ status: 200, body: { wrong: true } });
    for (let count = 0; count < 101; count++) {
      const answer = await call(gateway, "GET /thing/v1/things/A/B");
      assert.deepEqual([answer.status, answer.body], [200, { wrong: true }]);
    }
    assert.equal(gateway.log.filter((line) => line["event"] === "http.response-contract-violation").length, 2);
  });
});

describe("every request", () => {
  let gateway: RunningGateway;
  const observed: RequestObservation[] = [];
  before(async () => {
    gateway = await startGateway("off");
    gateway.application.lifecycle.onRequestFinished((observation) => observed.push(observation));
  });
  after(() => gateway.close());

  it("leaves one log line and one observation, without its body", async () => {
    ThingHandlers.reply = () => ({ status: 204 });
    const headers = { "idempotency-key": "k", "x-correlation-id": "log-1" };
    await call(gateway, "POST /thing/v1/things", { body, headers });
    await call(gateway, "GET /nowhere/1", { headers: { "x-correlation-id": "log-2" } });
    await call(gateway, "GET /thing/v1/things/C/B", { headers: { "x-correlation-id": "log-3" } });
    const lines = gateway.log.filter((line) => line["event"] === "http.request");
    const shown = lines.map((line) => [
      line["correlationId"],
      line["operationId"],
      line["route"],
      line["status"],
      line["clientId"],
      line["plantCode"],
      line["code"],
    ]);
    assert.deepEqual(shown, [
      ["log-1", "createThing", "/thing/v1/things", 204, "writer", "A", undefined],
      ["log-2", undefined, undefined, 404, undefined, undefined, "ROUTE_UNKNOWN"],
      ["log-3", "getThing", "/thing/v1/things/{plantCode}/{thingId}", 403, "writer", "C", "FORBIDDEN_PLANT"],
    ]);
    assert.ok(
      lines.every((line) => typeof line["durationMs"] === "number" && /^[0-9a-f]{32}$/.test(String(line["traceId"]))),
    );
    assert.doesNotMatch(JSON.stringify(gateway.log), /KGM/);
    assert.deepEqual(
      observed.map(({ api, version, operationId, status }) => [api, version, operationId, status]),
      [
        ["thing", "v1", "createThing", 204],
        ["management", "", "unmatched", 404],
        ["thing", "v1", "getThing", 403],
      ],
    );
  });
});
