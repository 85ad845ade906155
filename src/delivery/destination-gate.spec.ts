import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { systemClock } from "../kernel/clock.js";
import { type DestinationGate, DestinationGates } from "./destination-gate.js";

const outage = async () => ({ hasMoved: true, isOutage: true });
const success = async () => ({ hasMoved: true, isOutage: false });
const up = async () => true;
const down = async () => false;

const newGate = (maxParallel: number, breakMs?: number): DestinationGate =>
  new DestinationGates(systemClock, breakMs).gate("ERP1", "P1", maxParallel);

async function openGate(breakMs: number): Promise<DestinationGate> {
  const gate = newGate(4, breakMs);
  for (let index = 0; index < 5; index++) await gate.run(outage);
  return gate;
}

describe("destination gate", () => {
  it("breaks after five outages in a row and begins no step from then on", async () => {
    const gate = await openGate(60_000);
    let begun = 0;
    const result = await gate.run(async () => {
      begun++;
      return await success();
    });
    assert.deepEqual([result, begun, gate.isClosedForNow, await gate.admits(up)], [undefined, 0, true, false]);
  });

  it("stays open to postings while outages are not five in a row", async () => {
    const gate = newGate(4);
    for (let index = 0; index < 12; index++) await gate.run(index % 5 === 4 ? success : outage);
    assert.equal(await gate.admits(down), true, "four outages in a row are not enough");
  });

  it("admits postings again only when the liveness probe answers", async () => {
    const gate = await openGate(0);
    assert.equal(await gate.admits(down), false);
    assert.equal(await gate.admits(up), true);
    assert.deepEqual(await gate.run(success), { hasMoved: true, isOutage: false });
  });

  async function activeMaxOf(gate: DestinationGate): Promise<number> {
    let active = 0;
    let activeMax = 0;
    const step = async () => {
      activeMax = Math.max(activeMax, ++active);
      await new Promise((resolve) => setImmediate(resolve));
      active--;
      return { hasMoved: true, isOutage: false };
    };
    await Promise.all(Array.from({ length: 10 }, () => gate.run(step)));
    return activeMax;
  }

  it("lets no more steps run at once than the destination allows", async () => {
    assert.equal(await activeMaxOf(newGate(2)), 2);
  });

  it("is one for all plants of a destination and allows what the most careful of them allows", async () => {
    const gates = new DestinationGates(systemClock);
    const gate = gates.gate("ERP1", "P1", 6);
    assert.equal(await activeMaxOf(gate), 6);
    assert.equal(gates.gate("ERP1", "P2", 3), gate);
    assert.equal(gates.gate("ERP1", "P1", 6), gate);
    assert.equal(await activeMaxOf(gate), 3);
    gates.gate("ERP1", "P2", 8);
    assert.equal(await activeMaxOf(gate), 6);
  });

  it("stays broken whichever plant of the destination asks", async () => {
    const gates = new DestinationGates(systemClock, 60_000);
    for (let index = 0; index < 5; index++) await gates.gate("ERP1", `P${index % 2}`, 2 + (index % 2)).run(outage);
    assert.equal(gates.gate("ERP1", "P0", 2).isClosedForNow, true);
  });

  it("passes on an error of the step without counting it as an outage", async () => {
    const gate = newGate(2);
    for (let index = 0; index < 8; index++) {
      await assert.rejects(
        gate.run(() => Promise.reject(new Error("database is gone"))),
        /database is gone/,
      );
    }
    assert.equal(gate.isClosedForNow, false);
  });

  it("names the destinations that are not worth a look", async () => {
    const gates = new DestinationGates(systemClock, 60_000);
    for (let index = 0; index < 5; index++) await gates.gate("ERP1", "P1", 4).run(outage);
    await gates.gate("ERP2", "P1", 4).run(success);
    assert.deepEqual(gates.closedForNow(), ["ERP1"]);
  });
});
