import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { BulkItem } from "../../src/gateway/public.js";
import { type RunningGateway, ThingHandlers, startGateway } from "./gateway-fixture.js";
import { type Answer, call } from "./http-client.js";

const LINES = { "content-type": "application/x-ndjson" };
const thing = (more: object = {}): object => ({ plantCode: "A", quantity: { value: "1", unit: "KGM" }, ...more });

function items(): readonly BulkItem<unknown>[] {
  assert.ok(ThingHandlers.last !== undefined);
  return ThingHandlers.last.body as readonly BulkItem<unknown>[];
}

/** What the handler saw of each item: its value, or the code of its refusal. */
function seen(): readonly unknown[] {
  return items().map((item) => (item.refusal === undefined ? item.value : item.refusal.code));
}

describe("a list whose items stand alone", () => {
  let gateway: RunningGateway;
  const send = (body: string, headers: Record<string, string> = {}): Promise<Answer> =>
    call(gateway, "POST /thing/v1/things:import", { body, headers });

  before(async () => {
    gateway = await startGateway("enforce");
  });
  after(() => gateway.close());
  beforeEach(() => {
    ThingHandlers.last = undefined;
    ThingHandlers.reply = () => ({ status: 204 });
  });

  it("comes as a JSON array or as lines, and reaches the handler as the same items", async () => {
    const things = [thing(), thing({ note: "second" })];
    assert.equal((await send(JSON.stringify(things))).status, 204);
    assert.deepEqual(seen(), things);
    const lines = `${things.map((each) => JSON.stringify(each)).join("\r\n\n")}\n`;
    assert.equal((await send(lines, { "content-type": "application/x-ndjson; charset=utf-8" })).status, 204);
    assert.deepEqual(seen(), things);
  });

  it("keeps the text of each line as it came", async () => {
    await send(` {"plantCode": "A", "quantity": {"value": "1.50", "unit": "KGM"}}`, LINES);
    assert.equal(items()[0]?.text, ` {"plantCode": "A", "quantity": {"value": "1.50", "unit": "KGM"}}`);
  });

  it("loses only the items that are no JSON, break their schema or are in a foreign plant", async () => {
    const lines = [`{"plantCode":`, JSON.stringify(thing({ color: "red" })), JSON.stringify(thing({ plantCode: "C" }))];
    const answer = await send([...lines, JSON.stringify(thing())].join("\n"), LINES);
    assert.equal(answer.status, 204);
    assert.deepEqual(seen(), ["JSON_MALFORMED", "UNKNOWN_FIELD", "FORBIDDEN_PLANT", thing()]);
  });

  it("is refused as a whole when it is empty, too long or no list", async () => {
    const wrong: readonly (readonly [string, Record<string, string>])[] = [
      ["[]", {}],
      ["\n", LINES],
      [JSON.stringify(Array(5).fill(thing())), {}],
      ["{}\n".repeat(5), LINES],
      [JSON.stringify(thing()), {}],
    ];
    for (const [body, headers] of wrong) {
      const answer = await send(body, headers);
      assert.deepEqual([answer.status, answer.body["code"]], [422, "SCHEMA_VIOLATION"], body);
    }
    assert.equal(ThingHandlers.last, undefined);
  });

  it("may have five times the size of another body, whether it says its length or not", async () => {
    const padding = " ".repeat(4000);
    assert.equal((await send(`[${JSON.stringify(thing())}${padding}]`)).status, 204);
    const single = (body: string | ReadableStream): Promise<Answer> =>
      call(gateway, "POST /thing/v1/things", {
        body,
        headers: { "idempotency-key": "k", "content-type": "application/json" },
        ...(typeof body === "string" ? {} : { duplex: "half" }),
      });
    const large = JSON.stringify(thing()) + padding;
    for (const body of [large, new Blob([large]).stream()]) {
      const answer = await single(body);
      assert.deepEqual([answer.status, answer.body["code"]], [413, "BODY_TOO_LARGE"]);
      assert.match(String(answer.body["detail"]), /at most 2048 bytes/);
    }
    assert.equal((await send(`[${" ".repeat(11_000)}]`)).status, 413);
  });

  it("is the only kind of body that may come as lines", async () => {
    const init = { body: JSON.stringify(thing()), headers: { ...LINES, "idempotency-key": "k" } };
    assert.equal((await call(gateway, "POST /thing/v1/things", init)).status, 415);
    assert.equal((await call(gateway, "POST /management/body", init)).status, 415);
    const answer = await send("[]", { "content-type": "text/plain" });
    assert.match(String(answer.body["detail"]), /application\/json or application\/x-ndjson/);
  });
});
