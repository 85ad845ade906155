import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { parse } from "yaml";
import { projectRoot } from "../../src/config/project-root.js";
import { systemClock } from "../../src/kernel/clock.js";
import { newTraceparent } from "../../src/kernel/trace-context.js";
import { UlidFactory } from "../../src/kernel/ulid.js";
import type { CloudEvent } from "../../src/platform/messaging/cloud-event.js";
import { loadEventContracts } from "../../src/platform/messaging/event-contracts.js";
import { Outbox } from "../../src/platform/messaging/outbox.js";
import type { ClientName } from "../support/gateway/clients.js";
import type { Answer } from "../support/gateway/gateway-client.js";
import { startTestGateway, type TestGateway } from "../support/gateway/test-gateway.js";
import { EventReceiver, expectedSignature } from "./event-receiver.js";

const PATH = "/platform/v1/event-subscriptions";
const TYPE = "com.interlock.production-order.completed.v1";

describe("event subscriptions", () => {
  const outbox = new Outbox(new UlidFactory(systemClock), systemClock);
  const receiver = new EventReceiver();
  let gateway: TestGateway;
  let written = 0;

  before(async () => {
    gateway = await startTestGateway({ role: "all", settings: { INTERLOCK_WEBHOOK_HOSTS: "127.0.0.1" } });
  });
  after(() => gateway.close());
  beforeEach(async () => {
    receiver.received.length = 0;
    receiver.answer = () => 204;
    await receiver.listen();
  });
  afterEach(async () => {
    for (const name of ["one", "two"]) await gateway.client.send(`DELETE ${PATH}/${name}`, { as: "operator" });
    await receiver.close();
  });

  /** Events of orders 0, 1 and 2 in turn, numbered. @returns the numbers */
  async function publish(count: number, name = "production-order.completed", plantCode = "P100"): Promise<number[]> {
    const numbers = Array.from({ length: count }, () => written++);
    for (const n of numbers) {
      const trail = { correlationId: "c", traceparent: newTraceparent() };
      const intent = {
        name,
        plantCode,
        orderNumber: String(n % 3),
        latencyClass: "RT",
        ...trail,
        data: { n },
      } as const;
      await gateway.database.unitOfWork.run((tx) => outbox.append(tx, [intent]));
    }
    return numbers;
  }

  const subscribe = async (body: object = {}, as: ClientName = "operator"): Promise<Answer> =>
    await gateway.client.send(`POST ${PATH}`, {
      as,
      body: { name: "one", url: receiver.url, types: [TYPE], ...body },
    });

  const show = async (name = "one"): Promise<Answer["body"]> =>
    (await gateway.client.send(`GET ${PATH}/${name}`, { as: "operator" })).body;

  async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
    while (!(await holds())) await delay(50);
  }

  const numbersOf = (events: readonly CloudEvent[]): number[] => events.map(({ data }) => Number(data["n"]));

  /** Exactly these were taken, and those of each order in their order. */
  function assertTaken(numbers: readonly number[]): void {
    const events = receiver.received.map(({ event }) => event);
    assert.deepEqual(
      numbersOf(events).toSorted((a, b) => a - b),
      numbers,
    );
    for (const ofKey of Map.groupBy(events, ({ partitionkey }) => partitionkey).values()) {
      assert.deepEqual(
        numbersOf(ofKey),
        numbersOf(ofKey).toSorted((a, b) => a - b),
      );
    }
  }

  it("send what is published from now on, once, signed and in the order of each key", async () => {
    await publish(3);
    await until(
      async () =>
        (await gateway.database.unitOfWork.read("SELECT 1 FROM il.outbox WHERE position IS NULL")).length === 0,
    );
    const { status, body } = await subscribe();
    assert.equal(status, 201);
    const numbers = await publish(20);
    await publish(2, "production-order.closed");
    await until(() => receiver.received.length >= 20);
    assertTaken(numbers);
    for (const received of receiver.received) {
      assert.equal(received.headers["content-type"], "application/cloudevents+json; charset=utf-8");
      assert.equal(received.headers["webhook-id"], received.event.id);
      assert.equal(received.headers["webhook-signature"], expectedSignature(String(body["signingSecret"]), received));
    }
    await until(async () => (await show())["delivered"] === "20");
  });

  it("wait for a receiver that is away, and lose nothing", async () => {
    await subscribe();
    await receiver.close();
    const numbers = await publish(9);
    await until(async () => (await show())["failingSince"] !== null);
    assert.match(String((await show())["lastError"]), /ECONNREFUSED/);
    await receiver.listen();
    await until(() => receiver.received.length >= 9);
    assertTaken(numbers);
    await until(async () => (await show())["failingSince"] === null);
  });

  it("set an event aside that is refused again and again, send the others, and send it once more when asked", async () => {
    await subscribe();
    let refused: number | undefined;
    receiver.answer = ({ data }) => (data["n"] === refused ? 422 : 204);
    refused = written + 1;
    const numbers = await publish(6);
    await until(async () => (await show())["deadLetters"] === 1);
    await until(() => receiver.received.length >= 5);
    assertTaken(numbers.filter((n) => n !== refused));
    const { body } = await gateway.client.send(`GET ${PATH}/one/dead-letters`, { as: "operator" });
    const [letter] = body["items"] as { id: string; status: number; event: CloudEvent }[];
    assert.deepEqual([letter?.status, letter?.event.data["n"]], [422, refused]);
    const redeliver = `POST ${PATH}/one/dead-letters/${letter?.id}:redeliver`;
    const stillRefused = await gateway.client.send(redeliver, { as: "operator" });
    assert.deepEqual([stillRefused.status, stillRefused.body["code"]], [502, "EVENT_NOT_TAKEN"]);
    refused = undefined;
    assert.equal((await gateway.client.send(redeliver, { as: "operator" })).status, 200);
    assert.equal((await show())["deadLetters"], 0);
    assert.equal(receiver.received.length, 6);
  });

  it("end with 410 Gone, and go on where they were when they are resumed", async () => {
    await subscribe();
    receiver.answer = () => 410;
    const numbers = await publish(4);
    await until(async () => (await show())["state"] === "DISABLED");
    assert.equal((await show())["stateReason"], "the receiver answered 410 Gone");
    receiver.answer = () => 204;
    assert.equal((await gateway.client.send(`POST ${PATH}/one:resume`, { as: "operator" })).body["state"], "ACTIVE");
    await until(() => receiver.received.length >= 4);
    assertTaken(numbers);
  });

  it("send events of the owner's plants only, and nothing once he may no longer subscribe", async () => {
    const foreign = await subscribe({ plants: ["P300"] }, "mes");
    assert.deepEqual([foreign.status, foreign.body["code"]], [400, "SUBSCRIPTION_INVALID"]);
    assert.equal((await subscribe({}, "auditor")).body["code"], "FORBIDDEN_ACTION");
    await subscribe({}, "mes");
    await publish(3, undefined, "P300");
    const numbers = await publish(3);
    await until(() => receiver.received.length >= 3);
    assertTaken(numbers);
    await gateway.database.unitOfWork.read("UPDATE il.client SET disabled_at = now() WHERE client_id = 'mes'");
    await until(async () => (await show())["state"] === "SUSPENDED");
    assert.match(String((await show())["stateReason"]), /mes no longer holds event:subscribe/);
    await gateway.database.unitOfWork.read("UPDATE il.client SET disabled_at = NULL WHERE client_id = 'mes'");
  });

  it("are refused with each fault named", async () => {
    const { status, body } = await subscribe({
      url: "http://10.0.0.1/x",
      types: ["x"],
      versions: ["production-order/v9"],
    });
    assert.deepEqual([status, body["code"]], [400, "SUBSCRIPTION_INVALID"]);
    const pointers = (body["errors"] as { pointer: string }[]).map(({ pointer }) => pointer);
    assert.deepEqual(pointers, ["/url", "/types/0", "/versions/0"]);
    assert.equal((await subscribe()).status, 201);
    assert.equal((await subscribe()).body["code"], "SUBSCRIPTION_EXISTS");
    assert.equal(
      (await gateway.client.send(`GET ${PATH}/none`, { as: "operator" })).body["code"],
      "SUBSCRIPTION_UNKNOWN",
    );
  });

  it("are in the audit trail with who made and ended them, without the secret", async () => {
    await subscribe();
    await gateway.client.send(`DELETE ${PATH}/one`, { as: "operator" });
    const entries = await gateway.database.unitOfWork.read<{ actor: string; entry: string }>(
      "SELECT actor, entry::text AS entry FROM il.audit_entry WHERE resource_type = 'event-subscription' ORDER BY id DESC LIMIT 2",
    );
    assert.deepEqual(
      entries.map(({ actor, entry }) => [actor, entry.includes("whsec_"), entry.includes("deleted")]),
      [
        ["operator", false, true],
        ["operator", false, false],
      ],
    );
  });

  it("give a stream in the version that the receiver speaks, as its contract describes it", async () => {
    const { name, plantCode, orderNumber, data } = movementExample();
    const types = [`com.interlock.${name}.v1`, `com.interlock.${name}.v2`];
    assert.equal((await subscribe({ types: [types[0]] })).status, 201);
    assert.equal((await subscribe({ name: "two", types: [], versions: ["inventory-movement/v1"] })).status, 201);
    const trail = { latencyClass: "NRT", correlationId: "c", traceparent: newTraceparent() } as const;
    const intent = { name, version: 2, plantCode, orderNumber, data, ...trail };
    await gateway.database.unitOfWork.run((tx) => outbox.append(tx, [intent]));
    await until(() => receiver.received.length >= 2);
    const contracts = loadEventContracts();
    for (const { event } of receiver.received) {
      assert.equal(event.type, types[0]);
      assert.deepEqual(contracts.validateEvent(event), []);
    }
  });
});

/** What the contract of the newest version gives as an example. */
function movementExample() {
  const file = join(projectRoot, "contracts", "asyncapi", "inventory-movement", "v2.yaml");
  const { components } = parse(readFileSync(file, "utf8")) as {
    components: { messages: Record<string, { examples: { payload: CloudEvent }[] }> };
  };
  const name = "inventory-movement.transferred";
  const payload = components.messages[name]?.examples[0]?.payload;
  assert.ok(payload !== undefined);
  const [plantCode = "", orderNumber = ""] = payload.partitionkey.split("/");
  return { name, plantCode, orderNumber, data: payload.data };
}
