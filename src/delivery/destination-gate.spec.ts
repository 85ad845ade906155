import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import pino from "pino";
import { systemClock } from "../kernel/clock.js";
import { toProblem } from "../kernel/problem.js";
import { connectorProblems } from "../connectors/public.js";
import { DeliveryStage } from "./delivery-stage.js";
import { type DestinationGate, DestinationGates } from "./destination-gate.js";
import { Destinations } from "./destinations/destinations.js";
import type { DestinationAnswer, StepResult } from "./posting-step.js";

const problem = toProblem(connectorProblems.ERP_UNAVAILABLE, { detail: "no answer" }, "correlation");
const refusal = toProblem(connectorProblems.ERP_CREDENTIALS_REFUSED, { detail: "401" }, "correlation");

const stepWith = (answer: DestinationAnswer) => async (): Promise<StepResult> => ({ hasMoved: true, answer, problem });
const outage = stepWith("OUT");
const success = stepWith("ANSWERED");
const refused = async (): Promise<StepResult> => ({ hasMoved: true, answer: "REFUSES_CREDENTIALS", problem: refusal });
const up = async () => true;
const down = async () => false;

describe("destination gate", () => {
  let stage: DeliveryStage;
  let destinations: Destinations;
  let opened: DestinationGates[] = [];
  let destination = "";
  before(async () => {
    stage = await DeliveryStage.open();
    destinations = new Destinations(stage.unitOfWork, stage.audit);
  });
  beforeEach(() => {
    destination = `ERP-${stage.ids.next()}`;
  });
  after(async () => {
    for (const gates of opened) await gates.stop();
    opened = [];
    await stage.close();
  });

  /** The gates of one worker process. */
  function gatesOf(worker: string, breakMs?: number): DestinationGates {
    const gates = new DestinationGates(destinations, worker, systemClock, pino({ level: "silent" }), breakMs);
    opened.push(gates);
    return gates;
  }

  const limits = (maxParallel: number, maxPerSecond?: number) => ({ maxParallel, maxPerSecond });

  function gateOf(worker: string, maxParallel = 4, breakMs?: number): DestinationGate {
    return gatesOf(worker, breakMs).gate(destination, "P1", limits(maxParallel));
  }

  async function openedGate(worker: string, breakMs: number): Promise<DestinationGate> {
    const gate = gateOf(worker, 4, breakMs);
    for (let index = 0; index < 5; index++) await gate.run(outage);
    return gate;
  }

  const record = async () => (await destinations.list()).find((entry) => entry.record.name === destination)?.record;

  async function eventually(condition: () => Promise<boolean>): Promise<void> {
    for (let round = 0; round < 400; round++) {
      if (await condition()) return;
      await delay(25);
    }
    assert.fail("it never came to that");
  }

  it("breaks after five outages in a row and begins no step from then on", async () => {
    const gate = await openedGate("w1", 60_000);
    let begun = 0;
    const result = await gate.run(async () => {
      begun++;
      return await success();
    });
    assert.deepEqual([result, begun, gate.isClosedForNow, await gate.admits(up)], [undefined, 0, true, false]);
    assert.deepEqual([(await record())?.breaker, (await record())?.problem], ["OPEN", problem]);
  });

  it("stays open to postings while outages are not five in a row", async () => {
    const gate = gateOf("w1");
    for (let index = 0; index < 12; index++) await gate.run(index % 5 === 4 ? success : outage);
    assert.equal(await gate.admits(down), true, "four outages in a row are not enough");
  });

  it("opens at once, and for longer, when the credentials are refused", async () => {
    const gate = gateOf("w1", 4, 1);
    await gate.run(refused);
    assert.deepEqual([await gate.admits(up), gate.isClosedForNow], [false, true]);
    assert.equal((await record())?.problem?.code, "ERP_CREDENTIALS_REFUSED");
  });

  it("keeps the postings of every worker back while one has found it down", async () => {
    const other = gateOf("w2");
    assert.equal(await other.admits(up), true);
    await openedGate("w1", 60_000);
    await eventually(async () => !(await other.admits(up)));
    assert.equal(await gateOf("w3").admits(up), false, "a worker that starts now hears of it first");
  });

  it("gives one worker the turn after a break, one posting at a time, and closes when that one is through", async () => {
    const first = await openedGate("w1", 0);
    const second = gateOf("w2", 4, 0);
    assert.equal(await first.admits(down), false);
    assert.equal((await record())?.breaker, "OPEN");
    assert.equal(await second.admits(up), true);
    assert.equal(await first.admits(up), false, "it is the other one's turn");
    assert.equal(await activeMaxOf(second, "UNASKED"), 1);
    assert.equal((await record())?.breaker, "HALF_OPEN", "what has not reached the ERP proves nothing");
    await second.run(success);
    assert.equal((await record())?.breaker, "CLOSED");
    await eventually(async () => await first.admits(down));
  });

  it("is open again after one outage of the posting that tries", async () => {
    const gate = await openedGate("w1", 0);
    assert.equal(await gate.admits(up), true);
    await gate.run(outage);
    assert.equal((await record())?.breaker, "OPEN");
  });

  it("records the first break and its end, not how often it was tried in between", async () => {
    const gate = await openedGate("w1", 0);
    await gate.admits(down);
    await gate.admits(up);
    await gate.run(success);
    const entries = await stage.unitOfWork.read<{ action: string }>(
      "SELECT action FROM il.audit_entry WHERE resource_type = 'destination' AND resource_id = $1 ORDER BY id",
      [destination],
    );
    assert.deepEqual(
      entries.map(({ action }) => action),
      ["destination:open", "destination:close"],
    );
  });

  async function activeMaxOf(gate: DestinationGate, answer: DestinationAnswer = "ANSWERED"): Promise<number> {
    let active = 0;
    let activeMax = 0;
    const step = async (): Promise<StepResult> => {
      activeMax = Math.max(activeMax, ++active);
      await delay(5);
      active--;
      return { hasMoved: true, answer };
    };
    await Promise.all(Array.from({ length: 10 }, () => gate.run(step)));
    return activeMax;
  }

  it("lets no more steps run at once than the destination allows", async () => {
    assert.equal(await activeMaxOf(gateOf("w1", 2)), 2);
  });

  it("lets two workers together do no more than the destination allows", async () => {
    const gates = [gateOf("w1", 4), gateOf("w2", 4)];
    let active = 0;
    let activeMax = 0;
    let done = 0;
    const step = async (): Promise<StepResult> => {
      activeMax = Math.max(activeMax, ++active);
      await delay(20);
      active--;
      done++;
      return { hasMoved: true, answer: "ANSWERED" };
    };
    const lane = async (gate: DestinationGate): Promise<void> => {
      for (let count = 0; count < 10;) if ((await gate.run(step)) !== undefined) count++;
    };
    await Promise.all(gates.flatMap((gate) => Array.from({ length: 4 }, () => lane(gate))));
    assert.deepEqual([done, activeMax <= 4], [80, true], `${activeMax} at once`);
  });

  it("begins no more postings than the rate of the destination allows", async () => {
    const gate = gatesOf("w1").gate(destination, "P1", limits(8, 4));
    const begun = await Promise.all(Array.from({ length: 40 }, () => gate.run(success)));
    const count = begun.filter((result) => result !== undefined).length;
    assert.ok(count >= 4 && count <= 20, `${count} began while 40 waited for as long as a lane waits`);
  });

  it("allows what the most careful plant of the destination allows", async () => {
    const gates = gatesOf("w1");
    gates.gate(destination, "P1", limits(6));
    assert.equal(await activeMaxOf(gates.gate(destination, "P2", limits(3))), 3);
  });

  it("passes on an error of the step without counting it as an outage", async () => {
    const gate = gateOf("w1");
    for (let index = 0; index < 8; index++) {
      await assert.rejects(
        gate.run(() => Promise.reject(new Error("database is gone"))),
        /database is gone/,
      );
    }
    assert.equal(gate.isClosedForNow, false);
  });

  it("names the destinations that are not worth a look", async () => {
    const gates = gatesOf("w1", 60_000);
    for (let index = 0; index < 5; index++) await gates.gate(destination, "P1", limits(4)).run(outage);
    await gates.gate(`${destination}-2`, "P1", limits(4)).run(success);
    assert.deepEqual(gates.closedForNow(), [destination]);
  });

  it("gives the share of a dead worker to the others at once", async () => {
    assert.equal(await gateOf("dead", 1).admits(up), true);
    const gates = gatesOf("w2");
    await gates.forget("dead");
    assert.equal(await activeMaxOf(gates.gate(destination, "P1", limits(1))), 1);
    assert.deepEqual(Object.keys((await record())?.shares ?? {}), ["w2"]);
  });
});
