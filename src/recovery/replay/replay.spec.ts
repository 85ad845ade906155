import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { InterlockError } from "../../kernel/problem.js";
import { actorOf, RecoveryStage } from "../recovery-stage.js";

const PLANTS = ["P100"];
const request = (members: object = {}) => ({
  selection: { plantCode: "P100", ...members },
  isCauseMended: false,
  ratePerSecond: 1000,
  reason: "the ERP is back",
});
const codeOf = (error: unknown): string => (error instanceof InterlockError ? error.definition.code : String(error));

describe("a replay", () => {
  let stage: RecoveryStage;
  let minute = 0;
  before(async () => {
    stage = await RecoveryStage.open();
  });
  after(async () => await stage.close());

  const issue = (orderNumber: string, source = orderNumber) => ({
    ...stage.delivery.newPosting(orderNumber, "ISSUE_TO_ORDER", {}, minute++),
    sourceId: source,
  });
  const enqueue = async (prefix: string, count: number): Promise<string[]> =>
    await stage.enqueue(Array.from({ length: count }, (_, index) => issue(`${prefix}-${index}`)));

  it("of 1,000 dead letters does exactly what its dry run said, and books nothing twice", async (test) => {
    const dead = await enqueue("DEAD", 950);
    const arrived = await enqueue("ARRIVED", 20);
    const refused = await enqueue("REFUSED", 20);
    const pairs = Array.from({ length: 5 }, (_, index) => [
      issue(`PAIR-${index}`),
      issue(`PAIR-${index}`, `SECOND-${index}`),
    ]);
    const firsts = await stage.enqueue(pairs.flatMap(([first]) => (first === undefined ? [] : [first])));
    const seconds = await stage.enqueue(pairs.flatMap(([, second]) => (second === undefined ? [] : [second])));
    await stage.die([...dead, ...arrived, ...seconds]);
    await stage.park([...refused, ...firsts], "POSTING_PERIOD_CLOSED", "M7/053");
    await stage.bringToErp(arrived);

    const id = await stage.requests.request(request(), PLANTS, actorOf("operator"));
    const planned = await stage.job(id);
    test.diagnostic(`dry run of ${planned.messages} dead letters: ${planned.dryRunMs} ms; ${planned.summary}`);
    assert.equal(planned.messages, 1000);
    assert.equal(planned.summary, "950 will post, 20 already posted, 25 still fail, 5 held behind");

    const start = async () => await stage.steering.take(await stage.job(id), "run", "go", actorOf("operator"));
    await assert.rejects(start(), (error) => codeOf(error) === "APPROVAL_REQUIRED");
    await assert.rejects(stage.approve(planned, "operator"), (error) => codeOf(error) === "FOUR_EYES_REQUIRED");
    await stage.approve(planned, "second-person");
    await start();
    const ended = await stage.runToEnd(id);
    assert.equal(ended.state, "COMPLETED");
    assert.equal(ended.deviations, 0);
    assert.deepEqual([ended.results.POSTED, ended.results.SKIPPED], [970, 30]);
    const replayed = await stage.events("posting.replayed.%");
    assert.equal(replayed.length, 950, "what was found is told as posted");
    assert.ok(replayed.every(({ data }) => data["replayId"] === id && data["previousState"] === "DEAD"));
    for (const order of ["DEAD-0", "DEAD-949", "ARRIVED-0", "ARRIVED-19"]) {
      assert.equal((await stage.delivery.documents(order)).length, 1, order);
    }
    const rows = await stage.delivery.unitOfWork.read<{ state: string; count: number }>(
      "SELECT state, count(*)::int AS count FROM il.posting GROUP BY state ORDER BY state",
    );
    assert.deepEqual(rows, [
      { state: "DEAD", count: 5 },
      { state: "PARKED", count: 25 },
      { state: "POSTED", count: 970 },
    ]);
  });

  it("tries what was refused again once the plant's profile has changed, or a person says so, in sequence", async () => {
    const refused = { fingerprint: await fingerprintOf("REFUSED-0") };
    const unchanged = await stage.job(await stage.requests.request(request(refused), PLANTS, actorOf("operator")));
    assert.equal(unchanged.summary, "0 will post, 0 already posted, 25 still fail");
    stage.profileAppliedAt = new Date();
    const id = await stage.requests.request(request(), PLANTS, actorOf("operator"));
    assert.equal((await stage.job(id)).summary, "30 will post, 0 already posted, 0 still fail");
    await stage.steering.take(await stage.job(id), "run", "go", actorOf("operator"));
    assert.equal((await stage.runToEnd(id)).deviations, 0);
    const keys = await stage.delivery.documents("PAIR-0");
    const rows = await stage.delivery.rows("PAIR-0");
    assert.deepEqual(
      keys.map(({ key }) => key),
      rows.map(({ external_key }) => external_key),
    );
  });

  it("books nothing of a posting that was entered by hand after the dry run", async () => {
    const [late] = await enqueue("LATE", 1);
    assert.ok(late !== undefined);
    await stage.die([late]);
    const id = await stage.requests.request(request(), PLANTS, actorOf("operator"));
    assert.equal((await stage.job(id)).summary, "1 will post, 0 already posted, 0 still fail");
    await stage.bringToErp([late]);
    await stage.steering.take(await stage.job(id), "run", "go", actorOf("operator"));
    assert.equal((await stage.runToEnd(id)).results.POSTED, 1);
    assert.equal((await stage.delivery.documents("LATE-0")).length, 1);
  });

  it("is paused, goes on and is cancelled; what has not had its turn stays stopped", async () => {
    await stage.die(await enqueue("SLOW", 6));
    const asked = { ...request(), ratePerSecond: 1 };
    const id = await stage.requests.request(asked, PLANTS, actorOf("operator"));
    const take = async (step: "run" | "pause" | "resume" | "cancel") =>
      await stage.steering.take(await stage.job(id), step, "as the ERP wishes", actorOf("operator"));
    await assert.rejects(take("pause"), (error) => codeOf(error) === "REPLAY_STATE");
    await take("run");
    await stage.runs.round();
    await stage.runs.round();
    assert.equal((await stage.job(id)).results.WAITING, 5, "one posting a second");
    await take("pause");
    await stage.delivery.unitOfWork.read(
      "UPDATE il.replay_job SET next_release_at = now() - interval '9 s' WHERE id = $1",
      [id],
    );
    await stage.runs.round();
    assert.equal((await stage.job(id)).results.WAITING, 5);
    await take("resume");
    await stage.runs.round();
    assert.equal((await stage.job(id)).results.WAITING, 4);
    await take("cancel");
    await stage.delivery.drainAll(stage.worker).catch(() => undefined);
    await stage.runs.round();
    const ended = await stage.job(id);
    assert.deepEqual([ended.state, ended.results.POSTED, ended.results.CANCELLED], ["CANCELLED", 2, 4]);
    const states = await stage.delivery.unitOfWork.read<{ state: string }>(
      "SELECT state FROM il.posting WHERE order_number LIKE 'SLOW-%' ORDER BY seq",
    );
    assert.deepEqual(
      states.map(({ state }) => state),
      ["POSTED", "POSTED", "DEAD", "DEAD", "DEAD", "DEAD"],
    );
  });

  it("is undecided where the ERP gives no answer, and does not take that for a yes", async () => {
    await stage.delivery.fault({ match: { kind: "READ" }, fault: "503" });
    const id = await stage.requests.request(request(), PLANTS, actorOf("operator"));
    assert.equal((await stage.job(id)).verdicts.UNDECIDED, 4);
    await stage.delivery.fault();
    await stage.steering.take(await stage.job(id), "run", "go", actorOf("operator"));
    assert.deepEqual((await stage.runToEnd(id)).results.SKIPPED, 4);
  });

  it("needs a second person when one person's small replays of a cause are together too many", async () => {
    await stage.park(await enqueue("SPLIT", 150), "LOT_UNKNOWN", "M7/021");
    const fingerprint = await fingerprintOf("SPLIT-0");
    const rows = await stage.delivery.unitOfWork.read<{ id: string }>(
      "SELECT id FROM il.posting WHERE order_number LIKE 'SPLIT-%' ORDER BY seq",
    );
    const plan = async (from: number, to: number, by: string) => {
      const postingIds = rows.slice(from, to).map(({ id }) => id);
      const asked = { ...request({ fingerprint, postingIds }), isCauseMended: true };
      return await stage.job(await stage.requests.request(asked, PLANTS, actorOf(by)));
    };
    assert.deepEqual(
      [(await plan(0, 60, "splitter")).approval, (await plan(0, 60, "splitter")).approval],
      ["APPROVED", "APPROVED"],
    );
    const second = await plan(60, 120, "splitter");
    assert.deepEqual([second.earlierPostings, second.approval], [60, "OPEN"]);
    const run = stage.steering.take(second, "run", "go", actorOf("splitter"));
    await assert.rejects(run, (error) => codeOf(error) === "APPROVAL_REQUIRED");
    assert.equal((await plan(60, 120, "another")).approval, "APPROVED", "another person has a limit of his own");
    assert.equal((await plan(60, 100, "splitter")).approval, "APPROVED", "as much as is left of it");
  });

  it("needs something that is stopped", async () => {
    const nothing = stage.requests.request(request({ destination: "NOWHERE" }), PLANTS, actorOf("operator"));
    await assert.rejects(nothing, (error) => codeOf(error) === "REPLAY_EMPTY");
    const elsewhere = stage.requests.request(request(), ["P200"], actorOf("operator"));
    await assert.rejects(elsewhere, (error) => codeOf(error) === "REPLAY_EMPTY");
  });

  async function fingerprintOf(orderNumber: string): Promise<string> {
    const { StoppedPostings } = await import("../stopped/stopped-postings.js");
    const rows = await new StoppedPostings(stage.delivery.unitOfWork).list("*", { after: 0, limit: 500 });
    return rows.find((row) => row.orderNumber === orderNumber)?.fingerprint ?? "";
  }
});
