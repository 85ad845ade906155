import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AuditStage } from "../../../test/audit/audit-stage.js";
import type { RequestRefusal } from "../http/public.js";
import { DenialRecorder } from "./denial-recorder.js";

const denial = (changes: Partial<RequestRefusal> = {}): RequestRefusal => ({
  actor: "mes",
  action: "releaseOrder",
  code: "FORBIDDEN_ACTION",
  status: 403,
  route: "POST /production-order/v1/orders",
  plantCode: "P100",
  ip: "127.0.0.1",
  correlationId: "c-1",
  traceparent: "",
  ...changes,
});

describe("recorded refusals", () => {
  let stage: AuditStage;
  before(async () => {
    stage = await AuditStage.open();
  });
  after(() => stage.close());

  const entries = async (action: string): Promise<{ actor: string; rule: string; after: Record<string, number> }[]> =>
    await stage.database.unitOfWork.read(
      "SELECT actor, entry ->> 'rule' AS rule, entry -> 'after' AS after FROM il.audit_entry WHERE action = $1 ORDER BY id",
      [action],
    );

  it("name who was refused what and why, and repeats are counted in one entry", async () => {
    const recorder = new DenialRecorder(stage.database.unitOfWork, stage.log);
    for (let repeat = 0; repeat < 1_000; repeat++) recorder.record(denial());
    recorder.record(denial({ actor: "anonymous", code: "UNAUTHENTICATED", status: 401 }));
    await recorder.flush();
    await recorder.flush();
    assert.deepEqual(await entries("releaseOrder"), [
      { actor: "mes", rule: "FORBIDDEN_ACTION", after: { count: 1_000 } },
      { actor: "anonymous", rule: "UNAUTHENTICATED", after: { count: 1 } },
    ]);
  });

  it("that do not fit are counted and the count is an entry itself", async () => {
    const recorder = new DenialRecorder(stage.database.unitOfWork, stage.log);
    for (let client = 0; client < 700; client++)
      recorder.record(denial({ action: "flood", actor: `client-${client}` }));
    await recorder.flush();
    assert.equal((await entries("flood")).length, 500);
    assert.deepEqual(
      (await entries("audit:overflow")).map((entry) => entry.after),
      [{ dropped: 200 }],
    );
  });

  it("are kept when they cannot be written now", async () => {
    const { unitOfWork } = stage.database;
    let isBroken = true;
    const flaky = Object.assign(Object.create(unitOfWork) as typeof unitOfWork, {
      run: (work: Parameters<typeof unitOfWork.run>[0]) =>
        isBroken ? Promise.reject(new Error("no database")) : unitOfWork.run(work),
    });
    const recorder = new DenialRecorder(flaky, stage.log);
    recorder.record(denial({ action: "kept" }));
    await assert.rejects(recorder.flush(), /no database/);
    recorder.record(denial({ action: "kept" }));
    isBroken = false;
    await recorder.flush();
    assert.deepEqual(
      (await entries("kept")).map((entry) => entry.after),
      [{ count: 2 }],
    );
  });
});
