import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { systemClock } from "../kernel/clock.js";
import { DestinationGate, DestinationGates } from "./destination-gate.js";

const outage = async () => ({ hasMoved: true, isOutage: true });
const success = async () => ({ hasMoved: true, isOutage: false });
const up = async () => true;
const down = async () => false;

async function openGate(breakMs: number): Promise<DestinationGate> {
  const gate = new DestinationGate(4, systemClock, breakMs);
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
    const gate = new DestinationGate(4, systemClock);
    for (let index = 0; index < 12; index++) await gate.run(index % 5 === 4 ? success : outage);
    assert.equal(await gate.admits(down), true, "four outages in a row are not enough");
  });

  it("admits postings again only when the liveness probe answers", async () => {
    const gate = await openGate(0);
    assert.equal(await gate.admits(down), false);
    assert.equal(await gate.admits(up), true);
    assert.deepEqual(await gate.run(success), { hasMoved: true, isOutage: false });
  });

  it("lets no more steps run at once than the destination allows", async () => {
    const gate = new DestinationGate(2, systemClock);
    let active = 0;
    let activeMax = 0;
    const step = async () => {
      activeMax = Math.max(activeMax, ++active);
      await new Promise((resolve) => setImmediate(resolve));
      active--;
      return { hasMoved: true, isOutage: false };
    };
    await Promise.all(Array.from({ length: 10 }, () => gate.run(step)));
    assert.equal(activeMax, 2);
  });

  it("passes on an error of the step without counting it as an outage", async () => {
    const gate = new DestinationGate(2, systemClock);
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
    for (let index = 0; index < 5; index++) await gates.gate("ERP1", 4).run(outage);
    await gates.gate("ERP2", 4).run(success);
    assert.deepEqual(gates.closedForNow(), ["ERP1"]);
  });
});
