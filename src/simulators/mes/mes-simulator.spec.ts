import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, beforeEach, describe, it } from "node:test";
import { request } from "undici";
import { GatewayStandIn } from "../gateway-fixture.js";
import { MesSimulator } from "./mes-simulator.js";

const DISPATCH = {
  dispatchId: "01KAR7Q2M0X3V9C4T8E6H5J2WD",
  revision: 1,
  order: {
    plantCode: "P100",
    orderNumber: "10/42",
    quantity: { value: "100", unit: "KG" },
    operations: [{ operationNumber: "0010", sequence: 1 }],
    components: [],
  },
};

interface Shown {
  readonly dispatches: readonly unknown[];
  readonly received: number;
  readonly execution: {
    readonly state: string;
    readonly verdicts: readonly { readonly problem?: { readonly code: string } }[];
  };
}

describe("MES simulator", () => {
  const folder = mkdtempSync(join(tmpdir(), "mes-simulator-"));
  let gateway: GatewayStandIn;
  let simulator: MesSimulator;
  let url = "";
  let store = 0;
  beforeEach(async () => {
    gateway = new GatewayStandIn();
    await gateway.open();
    store++;
    await start();
    await post("simulator/behaviour", { delayMs: 0 });
  });
  afterEach(async () => {
    await simulator.close();
    await gateway.close();
  });
  after(() => rmSync(folder, { recursive: true }));

  async function start(): Promise<void> {
    const credentials = { clientId: "mes-simulator", clientSecret: "secret" };
    simulator = new MesSimulator({ gateway: gateway.url, store: join(folder, `${store}.jsonl`), credentials });
    url = `http://127.0.0.1:${await simulator.listen(0)}`;
  }

  async function post(path: string, body: unknown): Promise<number> {
    const answer = await request(`${url}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    await answer.body.dump();
    return answer.statusCode;
  }

  async function shown(): Promise<Shown> {
    const answer = await request(`${url}/simulator/orders/P100/${encodeURIComponent("10/42")}`);
    return (await answer.body.json()) as Shown;
  }

  it("takes a dispatch once, however often it comes, and acknowledges it until the gateway took it", async () => {
    gateway.next.push({ status: 503 }, { status: 0, isCut: true });
    assert.equal(await post("dispatches", DISPATCH), 201);
    assert.equal(await post("dispatches", DISPATCH), 200);
    await gateway.called(3);
    const acknowledgements = gateway.calls.map(
      (call) => call.body as { dispatchId: string; result: string; occurredAt: string },
    );
    assert.deepEqual(
      acknowledgements.map((body) => [body.dispatchId, body.result]),
      Array.from({ length: 3 }, () => [DISPATCH.dispatchId, "ACK"]),
    );
    assert.equal(new Set(acknowledgements.map((body) => body.occurredAt)).size, 1, "the repeats are the same report");
    assert.equal(gateway.calls[0]?.path, "production-order/v1/orders/P100/10/42/acknowledgements");
    const order = await shown();
    assert.deepEqual([order.dispatches.length, order.received], [1, 2]);
  });

  it("refuses or keeps silent when told to, and answers the repeated dispatch after the silence", async () => {
    await post("simulator/behaviour", { acknowledge: "SILENT" });
    await post("dispatches", DISPATCH);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(gateway.calls.length, 0);
    await post("simulator/behaviour", { acknowledge: "NACK", nackCode: "NO_RECIPE" });
    await post("dispatches", DISPATCH);
    await gateway.called(1);
    const answer = gateway.calls[0]?.body as { result: string; code: string } | undefined;
    assert.deepEqual([answer?.result, answer?.code], ["NACK", "NO_RECIPE"]);
  });

  it("plays the default script in sequence, each report until it is taken and never changed", async () => {
    await post("dispatches", DISPATCH);
    await gateway.called(1);
    gateway.next.push({ status: 202 }, { status: 503 }, { status: 409, body: { code: "IN_FLIGHT", retryable: true } });
    assert.equal(await post("simulator/execute", { plantCode: "P100", orderNumber: "10/42", wait: true }), 200);
    const reports = gateway.calls.slice(1).map((call) => call.body as { sequence: number; occurredAt: string });
    assert.deepEqual(
      reports.map((report) => report.sequence),
      [1, 2, 2, 2, 3, 4],
    );
    assert.equal(new Set(reports.map((report) => report.occurredAt)).size, 4);
    assert.equal((await shown()).execution.state, "DONE");
    await post("simulator/execute", { plantCode: "P100", orderNumber: "10/42", wait: true });
    assert.equal(gateway.calls.length, 7, "a finished execution is not played again");
  });

  it("repeats the same acknowledgement after a restart before the gateway took it", async () => {
    gateway.next.push(...Array.from({ length: 3 }, () => ({ status: 503 })));
    await post("dispatches", DISPATCH);
    await gateway.called(2);
    await simulator.close();
    await start();
    await gateway.called(4);
    assert.equal(new Set(gateway.calls.map((call) => JSON.stringify(call.body))).size, 1);
  });

  it("goes on after a restart where it was", async () => {
    await post("dispatches", DISPATCH);
    await gateway.called(1);
    await post("simulator/behaviour", { stepDelayMs: 20 });
    await post("simulator/execute", { plantCode: "P100", orderNumber: "10/42" });
    await gateway.called(3);
    await simulator.close();
    await start();
    await gateway.called(5);
    for (let round = 0; round < 200 && (await shown()).execution.state !== "DONE"; round++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const bySequence = new Map<number, Set<string>>();
    for (const { body } of gateway.calls.slice(1)) {
      const { sequence } = body as { sequence: number };
      bySequence.set(sequence, (bySequence.get(sequence) ?? new Set()).add(JSON.stringify(body)));
    }
    assert.deepEqual([...bySequence.keys()], [1, 2, 3, 4]);
    assert.ok(
      [...bySequence.values()].every((bodies) => bodies.size === 1),
      "a repeat is the same report",
    );
  });

  it("stops an execution that the gateway refuses", async () => {
    await post("dispatches", DISPATCH);
    await gateway.called(1);
    gateway.next.push({ status: 422, body: { code: "OPERATION_UNKNOWN" } });
    await post("simulator/execute", { plantCode: "P100", orderNumber: "10/42", wait: true });
    const { execution } = await shown();
    assert.deepEqual([execution.state, execution.verdicts[0]?.problem?.code], ["REFUSED", "OPERATION_UNKNOWN"]);
  });

  it("executes by itself once the acknowledgement was taken, when told to", async () => {
    await post("simulator/behaviour", { autoExecute: true });
    await post("dispatches", DISPATCH);
    await gateway.called(5);
    assert.match(gateway.calls[4]?.path ?? "", /confirmations$/);
  });
});
