import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { systemClock } from "../../src/kernel/clock.js";
import { eventually } from "../../src/orchestration/conformance/eventually.js";
import { assertProblem } from "../support/gateway/assert-problem.js";
import type { ClientName } from "../support/gateway/clients.js";
import type { Answer } from "../support/gateway/gateway-client.js";
import { type TestGateway, startTestGateway } from "../support/gateway/test-gateway.js";
import { FlowStage } from "../support/production-order/flow-stage.js";
import type { Accepted } from "../support/production-order/stage.js";

const ROOT = "/platform/v1";
const UNKNOWN_ID = "01KAR7S5A4D2M6X8C1V3J7H9RB";
const REASON = { reason: "checked with finance" };

/** Every route of recovery, answered and refused, by a gateway with workers and an ERP that refuses a closed period. */
describe("the management API of recovery", () => {
  let gateway: TestGateway;
  let stage: FlowStage;
  let report: Accepted;
  let postingId: string;
  let fingerprint: string;

  before(async () => {
    gateway = await startTestGateway({ role: "all" });
    stage = new FlowStage(gateway);
    await stage.tell("mes", "behaviour", { delayMs: 0 });
  });
  after(() => gateway.close());

  const send = async (target: string, body?: unknown, as: ClientName = "operator"): Promise<Answer> => {
    const [method, path] = target.split(" ");
    return await gateway.client.send(`${method} ${ROOT}${path}`, { as, ...(body === undefined ? {} : { body }) });
  };
  const items = ({ status, body }: Answer): Record<string, unknown>[] => {
    assert.equal(status, 200, JSON.stringify(body));
    return body["items"] as Record<string, unknown>[];
  };
  const fine = ({ status, body }: Answer): Record<string, unknown> => {
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const period = (): string => systemClock.now().toISOString().slice(0, 7);
  const refusals = async (code: string, status: number, targets: Readonly<Record<string, unknown>>): Promise<void> => {
    for (const [target, body] of Object.entries(targets)) assertProblem(await send(target, body), { status, code });
  };

  /** One posting that the ERP has refused, and what names it. */
  beforeEach(async () => {
    await stage.tell("erp", "conditions", { closedPeriods: [period()] });
    report = await stage.report(await stage.readyOrder(), {});
    assert.equal((await stage.settled(report)).postings[0]?.state, "PARKED");
    await stage.tell("erp", "conditions", {});
    const stopped = items(await send("GET /dlq?state=PARKED&plantCode=P100&limit=500"));
    const mine = stopped.find(({ orderNumber }) => orderNumber === report.orderNumber);
    [postingId, fingerprint] = [String(mine?.["id"]), String(mine?.["fingerprint"])];
  });

  const flow = async (about: string): Promise<Record<string, unknown>> => {
    const [found] = items(await send(`GET /flows?about=${encodeURIComponent(about)}`));
    return found ?? {};
  };
  const confirmationId = (): string => report.resource.split("/").at(-1) ?? "";
  const plan = async (body: object = {}): Promise<Record<string, unknown>> =>
    fine(
      await send("POST /replays", {
        plantCode: "P100",
        postingIds: [postingId],
        isCauseMended: true,
        ...REASON,
        ...body,
      }),
    );

  it("answers whether a confirmation reached the ERP, by every id that a person may have, before and after a replay", async () => {
    for (const about of [confirmationId(), report.operationId, postingId]) {
      assert.match(String((await flow(about))["answer"]), /^No: ERP1 refused \S+ \(POSTING_PERIOD_CLOSED\)/, about);
    }
    const { id, run } = { id: String((await plan())["id"]), run: "as agreed" };
    assert.match(String(fine(await send(`GET /replays/${id}`))["summary"]), /^1 will post/);
    fine(await send(`POST /replays/${id}:run`, { reason: run }));
    await eventually(
      () => send(`GET /replays/${id}`),
      ({ body }) => body["state"] === "COMPLETED",
    );
    const order = items(await send(`GET /flows?about=P100/${report.orderNumber}`));
    assert.deepEqual(
      new Set(order.map(({ kind }) => kind)),
      new Set(["releaseOrder", "acknowledgeOrder", "createConfirmation"]),
    );
    const told = await eventually(
      () => flow(confirmationId()),
      ({ answer }) => String(answer).startsWith("Yes"),
    );
    const byCorrelation = await flow(String(told["correlationId"]));
    assert.deepEqual([byCorrelation["id"], byCorrelation["state"]], [report.operationId, "SUCCEEDED"]);
    const single = fine(await send(`GET /flows/${report.operationId}`));
    const [posting] = single["postings"] as { attempts: { outcome: string }[]; erpDocument: { number: string } }[];
    assert.deepEqual([posting?.attempts[0]?.outcome, typeof posting?.erpDocument.number], ["REJECTED", "string"]);
    assert.ok(
      items(await send("GET /flows?open=true&plantCode=P100")).every(({ id: open }) => open !== report.operationId),
    );
  });

  it("shows flows of one's own plants only, and refuses what it cannot read", async () => {
    assert.deepEqual(items(await send(`GET /flows?about=${confirmationId()}`, undefined, "foreign-planner")), []);
    assertProblem(await send(`GET /flows/${report.operationId}`, undefined, "foreign-planner"), {
      status: 403,
      code: "FORBIDDEN_ACTION",
    });
    assertProblem(await send("GET /flows", undefined, "mes"), { status: 403, code: "FORBIDDEN_ACTION" });
    await refusals("FLOW_NOT_FOUND", 404, { [`GET /flows/${UNKNOWN_ID}`]: undefined });
    await refusals("RECOVERY_REQUEST_INVALID", 400, {
      "GET /flows?limit=0": undefined,
      "GET /flows?open=maybe": undefined,
      "GET /flows?order=1": undefined,
    });
  });

  it("groups what stands still, names an owner, and shows a posting with what waits behind it", async () => {
    const groups = items(await send("GET /failure-groups"));
    const group = groups.find((each) => each["fingerprint"] === fingerprint);
    assert.deepEqual([group?.["code"], group?.["erpCode"]], ["POSTING_PERIOD_CLOSED", "M7/053"]);
    const named = fine(await send(`PUT /failure-groups/${fingerprint}/owner`, { owner: "finance", ...REASON }));
    assert.equal((named["assignment"] as { owner: string }).owner, "finance");
    const shown = fine(await send(`GET /dlq/${postingId}`));
    assert.deepEqual([shown["revision"], shown["state"]], [1, "PARKED"]);
    await refusals("RECOVERY_REQUEST_INVALID", 400, {
      "GET /failure-groups?plant=P100": undefined,
      "GET /dlq?state=POSTED": undefined,
      [`PUT /failure-groups/${fingerprint}/owner`]: { owner: "" },
    });
    await refusals("FAILURE_GROUP_NOT_FOUND", 404, {
      [`PUT /failure-groups/${"0".repeat(64)}/owner`]: { owner: "finance", ...REASON },
    });
    await refusals("POSTING_NOT_FOUND", 404, { [`GET /dlq/${UNKNOWN_ID}`]: undefined });
    assertProblem(await send(`GET /dlq/${postingId}`, undefined, "foreign-operator"), {
      status: 403,
      code: "FORBIDDEN_ACTION",
    });
    assertProblem(await send("GET /dlq", undefined, "mes"), { status: 403, code: "FORBIDDEN_ACTION" });
  });

  it("carries an edit out when another person approves exactly what was proposed", async () => {
    const changes = [{ pointer: "/postingDate", value: "2026-12-01" }];
    const edit = fine(await send(`POST /dlq/${postingId}:edit`, { changes, ...REASON }));
    const [id, contentHash] = [String(edit["id"]), String(edit["contentHash"])];
    assert.ok(items(await send(`GET /posting-changes?postingId=${postingId}`)).some((each) => each["id"] === id));
    assert.equal(fine(await send(`GET /posting-changes/${id}`))["state"], "PROPOSED");
    const approve = `POST /posting-changes/${id}:approve`;
    await refusals("FOUR_EYES_REQUIRED", 403, { [approve]: { contentHash, ...REASON } });
    const other = { contentHash: "0".repeat(64), ...REASON };
    assertProblem(await send(approve, other, "second-operator"), { status: 409, code: "APPROVAL_CONTENT_CHANGED" });
    await refusals("APPROVAL_REQUIRED", 409, { [`POST /posting-changes/${id}:apply`]: undefined });
    await refusals("POSTING_CHANGE_SETTLED", 409, { [`POST /dlq/${postingId}:discard`]: REASON });
    const applied = fine(await send(approve, { contentHash, ...REASON }, "second-operator"));
    assert.deepEqual([applied["state"], applied["appliedBy"]], ["APPLIED", "second-operator"]);
    assert.equal(fine(await send(`GET /dlq/${postingId}`))["revision"], 2);
    await refusals("POSTING_CHANGE_SETTLED", 409, {
      [`POST /posting-changes/${id}:apply`]: undefined,
      [`POST /posting-changes/${id}:withdraw`]: REASON,
    });
  });

  it("refuses edits of what may not be edited, and gives proposals up", async () => {
    const edit = `POST /dlq/${postingId}:edit`;
    await refusals("POSTING_DOCUMENT_INVALID", 422, {
      [edit]: { changes: [{ pointer: "/yield", value: "1" }], ...REASON },
    });
    await refusals("RECOVERY_REQUEST_INVALID", 400, { [edit]: { changes: [], ...REASON } });
    await refusals("POSTING_NOT_FOUND", 404, { [`POST /dlq/${UNKNOWN_ID}:discard`]: REASON });
    assertProblem(await send(`POST /dlq/${postingId}:discard`, REASON, "auditor"), {
      status: 403,
      code: "FORBIDDEN_ACTION",
    });
    const discard = fine(await send(`POST /dlq/${postingId}:discard`, REASON));
    const withdrawn = fine(await send(`POST /posting-changes/${String(discard["id"])}:withdraw`, REASON));
    assert.equal(withdrawn["state"], "WITHDRAWN");
    await refusals("POSTING_CHANGE_NOT_FOUND", 404, { [`GET /posting-changes/${UNKNOWN_ID}`]: undefined });
    await refusals("RECOVERY_REQUEST_INVALID", 400, { "GET /posting-changes?state=DONE": undefined });
  });

  it("discards with two persons, and says so wherever somebody asks", async () => {
    const discard = fine(await send(`POST /dlq/${postingId}:discard`, REASON));
    const body = { contentHash: discard["contentHash"], ...REASON };
    fine(await send(`POST /posting-changes/${String(discard["id"])}:approve`, body, "second-operator"));
    await refusals("POSTING_NOT_PARKED", 409, { [`POST /dlq/${postingId}:discard`]: REASON });
    const answer = String((await flow(confirmationId()))["answer"]);
    assert.match(answer, /^(No: two persons|Not yet)/);
    const { rows } = await gateway.database.pool.query<{ type: string }>(
      "SELECT type FROM il.outbox WHERE event::json -> 'data' ->> 'postingId' = $1 ORDER BY id",
      [postingId],
    );
    assert.deepEqual(
      rows.map(({ type }) => type.slice(14, -3)),
      ["posting.parked", "posting.discarded"],
    );
  });

  it("plans replays, halts, resumes and cancels them, and lists what each is made of", async () => {
    const job = await plan({ ratePerSecond: 1 });
    const id = String(job["id"]);
    assert.ok(items(await send("GET /replays?limit=5")).some((each) => each["id"] === id));
    const [item] = items(await send(`GET /replays/${id}/items?verdict=WILL_POST`));
    assert.deepEqual([item?.["postingId"], item?.["result"]], [postingId, "WAITING"]);
    await refusals("REPLAY_STATE", 409, {
      [`POST /replays/${id}:pause`]: REASON,
      [`POST /replays/${id}:resume`]: REASON,
    });
    assert.equal(fine(await send(`POST /replays/${id}:cancel`, REASON))["state"], "CANCELLED");
    await refusals("REPLAY_STATE", 409, { [`POST /replays/${id}:run`]: REASON });
    await refusals("REPLAY_NOT_FOUND", 404, { [`GET /replays/${UNKNOWN_ID}`]: undefined });
    await refusals("REPLAY_EMPTY", 422, { "POST /replays": { destination: "NOWHERE", plantCode: "P100", ...REASON } });
    await refusals("RECOVERY_REQUEST_INVALID", 400, {
      "POST /replays": { plantCode: "P100", ratePerSecond: 0 },
      [`GET /replays/${id}/items?verdict=MAYBE`]: undefined,
      "GET /replays?limit=201": undefined,
      [`POST /replays/${id}:pause`]: {},
    });
    const asked = { plantCode: "P100", ...REASON };
    assertProblem(await send("POST /replays", asked, "foreign-operator"), { status: 403, code: "FORBIDDEN_PLANT" });
    assertProblem(await send(`POST /replays/${id}:cancel`, REASON, "auditor"), {
      status: 403,
      code: "FORBIDDEN_ACTION",
    });
  });

  it("compares ERP, MES and ledger on demand, and lists the deviations", async () => {
    const run = fine(await send("POST /reconciliation/runs", { plantCode: "P100" }));
    assert.equal((run["results"] as unknown[]).length, 12);
    items(await send("GET /reconciliation/cases?state=OPEN&plantCode=P100"));
    await refusals("RECOVERY_REQUEST_INVALID", 400, {
      "POST /reconciliation/runs": { plantCode: "P9999" },
      "GET /reconciliation/cases?state=CLOSED": undefined,
    });
    const asked = { plantCode: "P100" };
    assertProblem(await send("POST /reconciliation/runs", asked, "auditor"), { status: 403, code: "FORBIDDEN_ACTION" });
  });

  it("raises an alert for what stands still, which somebody acknowledges once", async () => {
    const alerts = await eventually(
      async () => items(await send("GET /alerts?state=OPEN&plantCode=P100")),
      (open) => open.some(({ subject }) => subject === fingerprint),
    );
    const alert = alerts.find(({ subject }) => subject === fingerprint);
    const acknowledge = `POST /alerts/${String(alert?.["id"])}:acknowledge`;
    assertProblem(await send(acknowledge, REASON, "auditor"), { status: 403, code: "FORBIDDEN_ACTION" });
    assertProblem(await send(acknowledge, REASON, "foreign-operator"), { status: 403, code: "FORBIDDEN_ACTION" });
    await refusals("RECOVERY_REQUEST_INVALID", 400, { [acknowledge]: {}, "GET /alerts?state=NEW": undefined });
    const taken = fine(await send(acknowledge, REASON));
    assert.deepEqual([taken["state"], taken["acknowledgedBy"]], ["ACKNOWLEDGED", "operator"]);
    await refusals("ALERT_NOT_OPEN", 409, { [acknowledge]: REASON });
    await refusals("ALERT_NOT_FOUND", 404, { [`POST /alerts/${UNKNOWN_ID}:acknowledge`]: REASON });
  });
});
