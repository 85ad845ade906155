import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { connectorProblems } from "../../connectors/public.js";
import { toProblem } from "../../kernel/problem.js";
import { DeliveryStage } from "../delivery-stage.js";
import { destinationGauges } from "./destination-gauges.js";
import { DestinationsController } from "./destinations.controller.js";
import { Destinations } from "./destinations.js";

const problem = toProblem(connectorProblems.ERP_CREDENTIALS_REFUSED, { detail: "401" }, "correlation");

describe("destinations as an operator sees them", () => {
  let stage: DeliveryStage;
  let destinations: Destinations;
  before(async () => {
    stage = await DeliveryStage.open();
    destinations = new Destinations(stage.unitOfWork, stage.audit);
  });
  after(async () => {
    await stage.close();
  });

  const ask = (worker: string, maxPerSecond?: number) =>
    destinations.share("ERP1", { worker, maxParallel: 8, maxPerSecond, inUse: 0, unspentTokens: 0 });
  const shown = async () => (await new DestinationsController(destinations).list()).items;
  const gauges = async () =>
    Object.fromEntries(
      await Promise.all(
        destinationGauges(destinations).map(async (gauge) => [gauge.name, (await gauge.read())["ERP1"]]),
      ),
    ) as unknown;

  it("shows none before the first posting", async () => {
    assert.deepEqual(await shown(), []);
  });

  it("shows who may send how much", async () => {
    await ask("w1", 20);
    await ask("w1", 20);
    const [item] = await shown();
    assert.deepEqual(item, {
      name: "ERP1",
      breaker: "CLOSED",
      loadPct: 100,
      maxParallel: 8,
      maxPerSecond: 20,
      workers: [{ worker: "w1", permits: 8, isProbing: false }],
    });
    assert.deepEqual(await gauges(), { interlock_destination_breaker_state: 0, interlock_destination_permits: 8 });
  });

  it("shows why and until when nothing is sent, who tries, and how the load grows after that", async () => {
    await destinations.open("ERP1", "w1", problem, 60_000);
    const [open] = await shown();
    assert.deepEqual([open?.breaker, open?.loadPct, open?.problem], ["OPEN", 0, problem]);
    assert.ok((open?.openUntil ?? "") > (open?.openedAt ?? ""));
    await stage.unitOfWork.read("UPDATE il.destination SET open_until = now()");
    await ask("w1");
    const [trying] = await shown();
    assert.deepEqual([trying?.breaker, trying?.workers[0]?.isProbing], ["HALF_OPEN", true]);
    assert.deepEqual(await gauges(), { interlock_destination_breaker_state: 1, interlock_destination_permits: 1 });
    await destinations.close("ERP1", "w1");
    const [closed] = await shown();
    assert.deepEqual([closed?.breaker, closed?.problem], ["CLOSED", undefined]);
    assert.ok((closed?.loadPct ?? 0) >= 10 && (closed?.loadPct ?? 0) < 100);
  });
});
