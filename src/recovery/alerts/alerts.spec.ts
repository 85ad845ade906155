import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import pino from "pino";
import { InterlockError } from "../../kernel/problem.js";
import { RecoveryStage } from "../recovery-stage.js";
import type { AlertRule } from "./alert-rule.js";
import { ALERT_RULES } from "./alert-rules.js";
import { Alerts } from "./alerts.js";
import { RecordAlerts } from "./record-alerts.js";
import { WatchAlerts } from "./watch-alerts.js";

const ESCALATE_AFTER_SECONDS = 1800;
const codeOf = (error: unknown): string => (error instanceof InterlockError ? error.definition.code : String(error));

describe("an alert", () => {
  let stage: RecoveryStage;
  let alerts: Alerts;
  let watch: WatchAlerts;
  before(async () => {
    stage = await RecoveryStage.open();
    const records = new RecordAlerts(stage.delivery.audit, stage.outbox);
    alerts = new Alerts(stage.delivery.unitOfWork, records);
    watch = watcher(records, ALERT_RULES);
  });
  after(async () => await stage.close());

  function watcher(records: RecordAlerts, rules: readonly AlertRule[]): WatchAlerts {
    const times = { escalateAfterSeconds: ESCALATE_AFTER_SECONDS, resolveAfterSeconds: 60 };
    const { unitOfWork, ids } = stage.delivery;
    return new WatchAlerts(unitOfWork, rules, records, ids, times, pino({ level: "silent" }));
  }
  /** A round in which every rule is due. */
  async function round(): Promise<void> {
    await sql("DELETE FROM il.alert_watch");
    await watch.round();
  }
  const sql = async (statement: string): Promise<void> => void (await stage.delivery.unitOfWork.read(statement));
  const open = async () =>
    (await alerts.list("*", undefined, undefined, 50)).filter(({ state }) => state !== "RESOLVED");
  const told = async (): Promise<string[]> =>
    (await stage.events("alert.%")).map(({ type, data }) => `${type.slice(14, -3)} ${String(data["rule"])}`);
  let minute = 0;
  async function enqueue(orderNumber: string): Promise<string> {
    const posting = stage.delivery.newPosting(orderNumber, "ISSUE_TO_ORDER", {}, minute++);
    const [id] = await stage.enqueue([{ ...posting, sourceId: orderNumber }]);
    assert.ok(id !== undefined);
    return id;
  }

  it("is one for a cause however many postings and looks there are, and says who mends it and how", async () => {
    await stage.park([await enqueue("A-1"), await enqueue("A-2")], "POSTING_PERIOD_CLOSED", "M7/053");
    await round();
    await stage.park([await enqueue("A-3")], "POSTING_PERIOD_CLOSED", "M7/053");
    await round();
    const [alert, ...others] = await open();
    assert.equal(others.length, 0);
    assert.deepEqual([alert?.rule, alert?.count, alert?.owner], ["posting-stopped", 3, "erp-key-user"]);
    assert.match(alert?.title ?? "", /POSTING_PERIOD_CLOSED \(M7\/053\) stops 3 postings of P100/);
    assert.match(alert?.remedy ?? "", /interlock dlq list --group [0-9a-f]{64}/);
    assert.deepEqual(await told(), ["alert.raised posting-stopped"]);
  });

  it("is told again when nobody acknowledges it in time, and no more when somebody has", async () => {
    await sql(`UPDATE il.alert SET escalated_at = now() - interval '${ESCALATE_AFTER_SECONDS} s'`);
    await round();
    await round();
    const [alert] = await open();
    assert.deepEqual([alert?.escalationLevel, (await told()).at(-1)], [1, "alert.escalated posting-stopped"]);
    assert.equal((await told()).length, 2, "once for each time that has passed");
    assert.ok(alert !== undefined);
    const acknowledged = await alerts.acknowledge(alert.id, "operator", "finance opens the period");
    assert.deepEqual([acknowledged.state, acknowledged.acknowledgedBy], ["ACKNOWLEDGED", "operator"]);
    const again = alerts.acknowledge(alert.id, "another", "me too");
    await assert.rejects(
      again,
      (error) => codeOf(error) === "ALERT_NOT_OPEN" && /operator looks after/.test(String(error)),
    );
    await sql(`UPDATE il.alert SET escalated_at = now() - interval '${ESCALATE_AFTER_SECONDS} s'`);
    await round();
    assert.deepEqual(await told(), [
      "alert.raised posting-stopped",
      "alert.escalated posting-stopped",
      "alert.acknowledged posting-stopped",
    ]);
  });

  it("is open again when it becomes worse than what was acknowledged", async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, (_, index) => enqueue(`W-${index}`)));
    await stage.park(ids, "POSTING_PERIOD_CLOSED", "M7/053");
    await round();
    const [alert] = await open();
    assert.deepEqual([alert?.severity, alert?.state, alert?.escalationLevel], ["CRITICAL", "OPEN", 2]);
    assert.equal((await told()).at(-1), "alert.escalated posting-stopped");
  });

  it("is over when its cause is, but not while that comes and goes; what comes back later is a new one", async () => {
    await sql("UPDATE il.posting SET state = 'PENDING' WHERE state = 'PARKED'");
    await round();
    assert.equal((await open()).length, 1, "not seen for a moment only");
    await sql("UPDATE il.alert SET seen_at = now() - interval '5 minutes'");
    await round();
    assert.deepEqual([(await open()).length, (await told()).at(-1)], [0, "alert.resolved posting-stopped"]);
    await stage.park([await enqueue("B-1")], "POSTING_PERIOD_CLOSED", "M7/053");
    await round();
    assert.deepEqual([(await open())[0]?.severity, (await told()).at(-1)], ["WARNING", "alert.raised posting-stopped"]);
  });

  it("is raised for what has no answer, for an ERP that takes nothing, and for deviations", async () => {
    const [silent, stalled] = [await enqueue("S-1"), await enqueue("S-2")];
    await stage.step([silent], ["POSTING", "UNKNOWN"]);
    await sql(`INSERT INTO il.posting_attempt (posting_id, n, action, worker, started_at, ended_at, outcome)
      VALUES ('${silent}', 1, 'SEND', 'w', now(), now() - interval '6 minutes', 'UNKNOWN')`);
    await stage.step([stalled], ["POSTING", "RETRY_WAIT"]);
    await sql(`UPDATE il.posting SET retry_since = now() - interval '20 minutes' WHERE id = '${stalled}'`);
    await sql(`INSERT INTO il.reconciliation_case (id, plant_code, code, subject, authority, resolution, detail, opened_at, seen_at)
      VALUES ('01KAR7W1A4D2M6X8C1V3J7H9RB', 'P100', 'R01', 'x', 'ERP', 'r', 'd', now(), now())`);
    await round();
    const rules = (await open()).map(({ rule, subject }) => `${rule} ${rule === "posting-stopped" ? "" : subject}`);
    assert.deepEqual(rules.toSorted(), [
      "delivery-stalled ERP1",
      "posting-stopped ",
      "posting-unanswered ERP1",
      "reconciliation-exception R01",
    ]);
  });

  it("of one rule does not wait for another rule that fails, nor for another worker's look", async () => {
    const broken: AlertRule = { rule: "broken", intervalSeconds: 1, look: (tx) => tx.query("SELECT no_column") };
    const records = new RecordAlerts(stage.delivery.audit, stage.outbox);
    await sql("DELETE FROM il.alert_watch");
    assert.equal(await watcher(records, [broken, ...ALERT_RULES]).round(), true);
    assert.equal(await watcher(records, ALERT_RULES).round(), false, "all of them were just looked at");
  });
});
