import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../../kernel/clock.js";
import { actorOf, RecoveryStage } from "../recovery-stage.js";
import { ReadCases } from "./read-cases.js";
import { ReconcilePlant, ReconciliationRecords, type ReconciliationRun } from "./reconcile-plant.js";
import { RECONCILIATION_RULES } from "./reconciliation-rules.js";

const { clientId: startedBy, ...trail } = actorOf("operator");
const ON_DEMAND = { trigger: "DEMAND", startedBy, ...trail } as const;

describe("the reconciliation of a plant", () => {
  let stage: RecoveryStage;
  let reconciling: ReconcilePlant;
  before(async () => {
    stage = await RecoveryStage.open();
    const { unitOfWork, connectors, audit, ids, profile } = stage.delivery;
    const plants = { profile: async () => profile };
    const records = new ReconciliationRecords(audit, stage.outbox);
    const tools = { ids, clock: systemClock };
    reconciling = new ReconcilePlant(unitOfWork, plants, connectors, RECONCILIATION_RULES, records, tools);
  });
  after(async () => await stage.close());

  const outcomes = ({ results }: ReconciliationRun, code: string) => results.find((result) => result.rule === code);

  it("runs R01 to R12 and never takes what it cannot compare for agreement", async () => {
    const run = await reconciling.run("P100", ON_DEMAND);
    const codes = Array.from({ length: 12 }, (_, index) => `R${String(index + 1).padStart(2, "0")}`);
    assert.deepEqual(
      run.results.map(({ rule }) => rule),
      codes,
    );
    const unknown = run.results.filter(({ outcome }) => outcome === "NOT_COMPARABLE");
    assert.deepEqual(
      unknown.map(({ rule }) => rule),
      ["R04", "R06"],
    );
    assert.ok(unknown.every(({ reason }) => reason !== null));
  });

  it("opens one case for what lasts and resolves it when it is over, but not while the ERP cannot be asked", async () => {
    const cases = new ReadCases(stage.delivery.unitOfWork);
    const [id] = await stage.enqueue([stage.delivery.newPosting("GONE-1", "ISSUE_TO_ORDER")]);
    assert.ok(id !== undefined);
    for (const state of ["POSTING", "POSTED"])
      await stage.delivery.unitOfWork.read("UPDATE il.posting SET state = $2, posted_at = now() WHERE id = $1", [
        id,
        state,
      ]);
    for (let time = 0; time < 2; time++) {
      const run = await reconciling.run("P100", ON_DEMAND);
      assert.equal(outcomes(run, "R01")?.deviations, 1);
    }
    const [open, ...others] = await cases.list("*", "OPEN", "P100", 10);
    assert.deepEqual([open?.code, open?.subject, others.length], ["R01", id, 0]);
    await stage.bringToErp([id]);
    await stage.delivery.fault({ match: { kind: "READ" }, fault: "503" });
    assert.equal(outcomes(await reconciling.run("P100", ON_DEMAND), "R01")?.outcome, "NOT_COMPARABLE");
    assert.equal((await cases.list("*", "OPEN", "P100", 10)).length, 1);
    await stage.delivery.fault();
    await reconciling.run("P100", ON_DEMAND);
    assert.deepEqual(
      [(await cases.list("*", "OPEN", "P100", 10)).length, (await cases.list("*", "RESOLVED", "P100", 10)).length],
      [0, 1],
    );
    const events = await stage.events("reconciliation.%");
    assert.deepEqual(
      events.map(({ type, data }) => [type, data["caseId"], data["subject"]]),
      ["opened", "resolved"].map((end) => [`com.interlock.reconciliation.exception-${end}.v1`, open?.id, id]),
    );
  });
});
