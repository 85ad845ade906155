import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../../src/kernel/clock.js";
import { UlidFactory } from "../../src/kernel/ulid.js";
import type { Answer } from "../support/gateway/gateway-client.js";
import { type TestGateway, startTestGateway } from "../support/gateway/test-gateway.js";

type Json = Readonly<Record<string, unknown>>;

const V1 = "/inventory-movement/v1";
const V2 = "/inventory-movement/v2";
const ids = new UlidFactory(systemClock);
const quantity = { value: "2", unit: "KGM" };
const lot = { lotNumber: "LOT-RM-7", quantity };
const header = { plantCode: "P100", movementType: "ISSUE_TO_ORDER", occurredAt: "2026-11-23T09:10:00Z" };
const line = { lineNumber: 1, materialNumber: "RM-100", quantity, lots: [lot], storageLocation: { from: "RM01" } };

describe("inventory-movement v1 beside v2", () => {
  let gateway: TestGateway;
  const send = (target: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    gateway.client.send(target, { as: "mes", body, headers });
  const createV1 = (orderNumber: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const { lotNumber } = lot;
    const movement = {
      ...header,
      orderNumber,
      materialNumber: "RM-100",
      quantity,
      lotNumber,
      storageLocation: { from: "RM01" },
    };
    return send(`POST ${V1}/movements`, movement, headers);
  };
  const createV2 = (orderNumber: string, lines: readonly unknown[], headers = {}): Promise<Answer> =>
    send(`POST ${V2}/movements`, { ...header, orderNumber, lines }, headers);
  const idOf = ({ body }: Answer): string => String(body["resource"]).split("/").at(-1) ?? "";

  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
  });
  after(() => gateway.close());

  it("announces its end and its successor with every answer", async () => {
    const accepted = await createV1("8001");
    const refused = await send(`GET ${V1}/movements/${ids.next()}`);
    assert.deepEqual([accepted.status, refused.status], [202, 404]);
    for (const { headers } of [accepted, refused]) {
      assert.match(headers.get("deprecation") ?? "", /^@[0-9]{10}$/);
      assert.equal(headers.get("sunset"), "Wed, 30 Jun 2027 00:00:00 GMT");
      assert.equal(headers.get("link"), `<${V2}>; rel="successor-version"`);
    }
    const newer = await send(`GET ${V2}/movements`);
    assert.deepEqual([newer.headers.get("deprecation"), newer.headers.get("sunset")], [null, null]);
  });

  it("stores one document that both versions show, with the same entity tag", async () => {
    const id = idOf(await createV1("8002"));
    const [older, newer] = [await send(`GET ${V1}/movements/${id}`), await send(`GET ${V2}/movements/${id}`)];
    assert.equal(older.headers.get("etag"), newer.headers.get("etag"));
    assert.deepEqual((newer.body["movement"] as Json)["lines"], [line]);
    assert.deepEqual((older.body["movement"] as Json)["lotNumber"], lot.lotNumber);
    const unchanged = await send(`GET ${V1}/movements/${id}`, undefined, {
      "if-none-match": newer.headers.get("etag") ?? "",
    });
    assert.equal(unchanged.status, 304);
  });

  it("repeats by the bytes that were sent, and a key is not shared with another version's bytes", async () => {
    const headers = { "idempotency-key": ids.next() };
    const first = await createV1("8003", headers);
    const again = await createV1("8003", headers);
    assert.deepEqual([again.status, again.body], [202, first.body]);
    assert.equal(again.headers.get("idempotent-replayed"), "true");
    const other = await createV2("8003", [line], headers);
    assert.deepEqual([other.status, other.body["code"]], [422, "IDEMPOTENCY_KEY_REUSED"]);
  });

  it("answers 409 with the newer address for a document of several lines, and names it in a list", async () => {
    const said = idOf(await createV1("8004"));
    const unsaid = idOf(await createV2("8004", [line, { ...line, lineNumber: 2 }]));
    const answer = await send(`GET ${V1}/movements/${unsaid}`);
    assert.deepEqual([answer.status, answer.body["code"]], [409, "NOT_REPRESENTABLE_IN_VERSION"]);
    assert.equal(answer.headers.get("link"), `<${V2}/movements/${unsaid}>; rel="successor-version"`);
    const { body } = await send(`GET ${V1}/movements?orderNumber=8004`);
    assert.deepEqual(
      (body["items"] as Json[]).map((item) => item["id"]),
      [said],
    );
    assert.deepEqual(body["leftOut"], [{ id: unsaid, reason: "The movement has 2 lines; version 1 has one." }]);
    const newer = await send(`GET ${V2}/movements?orderNumber=8004`);
    assert.equal((newer.body["items"] as Json[]).length, 2);
  });

  it("leads the findings of a check back into its own words", async () => {
    const movement = {
      ...header,
      orderNumber: "8005",
      materialNumber: "RM-100",
      quantity: { value: "1", unit: "ZZZ" },
    };
    const { status, body } = await send(`POST ${V1}/movements:validate`, movement);
    assert.equal(status, 200);
    const pointers = (body["findings"] as Json[]).map(({ pointer }) => pointer);
    assert.ok(pointers.includes("/quantity/unit"), JSON.stringify(body));
    assert.ok(pointers.every((pointer) => !String(pointer).startsWith("/lines")));
  });

  it("takes a list whose items stand alone, up and down", async () => {
    const movement = {
      ...header,
      orderNumber: "8006",
      materialNumber: "RM-100",
      quantity,
      storageLocation: { from: "RM01" },
    };
    const wrong = { ...movement, lines: [] };
    const { status, body } = await send(`POST ${V1}/movements:bulk`, [
      { idempotencyKey: ids.next(), movement },
      { idempotencyKey: ids.next(), movement: wrong },
    ]);
    assert.deepEqual([status, body["accepted"], body["refused"]], [200, 1, 1]);
    const [, refused] = body["results"] as { problem?: { errors: { pointer: string }[] } }[];
    assert.deepEqual(
      refused?.problem?.errors.map(({ pointer }) => pointer),
      ["/movement/lines"],
    );
  });

  it("says the same in the events of version 2, by the type or the version asked for", async () => {
    const event = (movementNumber: string, lines: readonly unknown[]): Json => ({
      specversion: "1.0",
      type: "com.interlock.inventory-movement.issued.v2",
      data: { movementId: ids.next(), movementNumber, movement: { ...header, orderNumber: "8007", lines } },
    });
    const insert = (position: number, value: Json): Promise<unknown> =>
      gateway.database.pool.query(
        `INSERT INTO il.outbox (event_id, type, plant_code, partition_key, event, position)
         VALUES ($1, $2, 'P100', 'P100/8007', $3, $4)`,
        [ids.next(), value["type"], JSON.stringify(value), position],
      );
    await insert(900_001, event("M1", [line]));
    await insert(900_002, event("M2", [line, { ...line, lineNumber: 2 }]));
    const read = async (query: string): Promise<readonly string[]> => {
      const { body } = await send(`GET /platform/v1/events?key=P100/8007&${query}`);
      const items = body["items"] as { event: { type: string; data: { movement: Json } } }[];
      return items.map(
        ({ event: { type, data } }) => `${type.slice(-2)} ${"lines" in data.movement ? "lines" : "one"}`,
      );
    };
    assert.deepEqual(await read("limit=5"), ["v2 lines", "v2 lines"]);
    assert.deepEqual(await read("version=inventory-movement/v1"), ["v1 one", "v2 lines"]);
    assert.deepEqual(await read("type=com.interlock.inventory-movement.issued.v1"), ["v1 one", "v2 lines"]);
    assert.deepEqual(await read("type=com.interlock.inventory-movement.issued.v2"), ["v2 lines", "v2 lines"]);
    const refused = await send("GET /platform/v1/events?version=inventory-movement/v9");
    assert.equal(refused.body["code"], "FEED_QUERY_INVALID");
  });
});
