import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { systemClock } from "../../kernel/clock.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { Broker, brokerIsMissing } from "../../simulators/mqtt-system/broker-fixture.js";
import { MqttSystemSimulator } from "../../simulators/mqtt-system/mqtt-system-simulator.js";
import { SystemCredentials } from "../authorization/system-credentials.js";
import { testDocument, testProfile, TIMEOUT_MS } from "../connector-fixtures.js";
import type { ErpConnector, MesConnector, SendOutcome } from "../connector.js";
import { MqttErpFactory } from "./erp-connector.js";
import { MqttMesFactory } from "./mes-connector.js";
import { MqttLinks } from "./mqtt-links.js";

const DOCUMENT = testDocument("ISSUE_TO_ORDER", "1000042", "2026-11-23T08:00:00Z");
const DISPATCH = { dispatchId: "01KAR7Q2M0X3V9C4T8E6H5J2WD", revision: 1, order: { orderNumber: "1" } };

describe("MQTT 5 connectors", { skip: brokerIsMissing }, () => {
  const broker = new Broker();
  const ids = new UlidFactory(systemClock);
  const links = new MqttLinks(new SystemCredentials("/nowhere"), ids, systemClock, () => undefined);
  let erpSystem: MqttSystemSimulator;
  let mesSystem: MqttSystemSimulator;
  before(async () => {
    await broker.start();
    erpSystem = new MqttSystemSimulator(broker.url, "plant/P100/erp", "ERP");
    mesSystem = new MqttSystemSimulator(broker.url, "plant/P100/mes", "MES");
    await erpSystem.open();
    await mesSystem.open();
  });
  beforeEach(() => {
    erpSystem.fail();
    mesSystem.fail();
  });
  after(async () => {
    await links.close();
    await erpSystem.close();
    await mesSystem.close();
    await broker.remove();
  });

  const profileOf = (url: string, topic: string) => {
    const { systems, ...profile } = testProfile(url);
    const errorMap = { PERIOD: "POSTING_PERIOD_CLOSED", LOCKED: "ERP_LOCKED" };
    const erp = { ...systems.erp, errorMap, options: { topic: topic || "plant/P100/erp" } };
    return { ...profile, systems: { erp, mes: { ...systems.mes, options: { topic: topic || "plant/P100/mes" } } } };
  };
  const erp = (url = broker.url, topic = ""): ErpConnector => new MqttErpFactory(links).create(profileOf(url, topic));
  const mes = (url = broker.url, topic = ""): MesConnector => new MqttMesFactory(links).create(profileOf(url, topic));

  it("bring a posting to the ERP once, whatever happens to a repetition, and find it", async () => {
    const key = ids.next();
    assert.equal(await erp().find(DOCUMENT, key), undefined);
    assert.deepEqual(await erp().send(DOCUMENT, key), { outcome: "APPLIED", document: { number: `Q-${key}` } });
    assert.deepEqual(await erp().send(DOCUMENT, key), { outcome: "DUPLICATE", document: { number: `Q-${key}` } });
    assert.deepEqual(await erp().find(DOCUMENT, key), { number: `Q-${key}` });
    assert.deepEqual(erpSystem.booked.get(key), { externalKey: key, document: { ...DOCUMENT } });
  });

  it("answer each of many requests at once with its own answer", async () => {
    const keys = Array.from({ length: 20 }, () => ids.next());
    const outcomes = await Promise.all(keys.map((key) => erp().send(DOCUMENT, key)));
    assert.deepEqual(
      outcomes.map((outcome) => "document" in outcome && outcome.document.number),
      keys.map((key) => `Q-${key}`),
    );
  });

  it("class refusals by the plant's error map", async () => {
    erpSystem.fail({ fault: "closed-period", times: 1 });
    assert.deepEqual(summary(await erp().send(DOCUMENT, ids.next())), ["REJECTED", "POSTING_PERIOD_CLOSED"]);
    erpSystem.fail({ fault: "lock", times: 1 });
    assert.deepEqual(summary(await erp().send(DOCUMENT, ids.next())), ["RETRYABLE", "ERP_LOCKED"]);
  });

  it("try again without a broker, and leave a posting open that the broker has and nobody fetches", async () => {
    const noBroker = erp("mqtt://127.0.0.1:9");
    assert.deepEqual(summary(await noBroker.send(DOCUMENT, ids.next())), ["RETRYABLE", "ERP_UNAVAILABLE"]);
    const nobody = erp(broker.url, "plant/P999/erp");
    assert.deepEqual(summary(await nobody.send(DOCUMENT, ids.next())), ["UNKNOWN", "ERP_TIMEOUT_UNKNOWN"]);
    assert.deepEqual([await noBroker.probe(), await nobody.probe(), await erp().probe()], [false, false, true]);
  });

  for (const fault of ["answer-lost-after-commit", "slow"] as const) {
    it(`leave a posting open after ${fault}, and find it`, async () => {
      const key = ids.next();
      erpSystem.fail({ match: { kind: "SEND" }, fault, delayMs: TIMEOUT_MS * 3 });
      assert.deepEqual(summary(await erp().send(DOCUMENT, key)), ["UNKNOWN", "ERP_TIMEOUT_UNKNOWN"]);
      assert.deepEqual(await erp().find(DOCUMENT, key), { number: `Q-${key}` });
    });
  }

  it("do not know when a look-up is not answered", async () => {
    erpSystem.fail({ match: { kind: "READ" }, fault: "reset" });
    await assert.rejects(erp().find(DOCUMENT, ids.next()), /no answer within/);
  });

  it("bring a dispatch to the MES, and its refusal back", async () => {
    assert.deepEqual(await mes().dispatch(DISPATCH), { outcome: "DISPATCHED" });
    assert.deepEqual(await mes().dispatch(DISPATCH), { outcome: "DISPATCHED" });
    assert.deepEqual([mesSystem.booked.get(DISPATCH.dispatchId), mesSystem.repetitions], [DISPATCH, 1]);
    mesSystem.fail({ fault: "closed-period" });
    assert.equal((await mes().dispatch(DISPATCH)).outcome, "NACKED");
    mesSystem.fail({ fault: "answer-lost-after-commit" });
    assert.equal((await mes().dispatch(DISPATCH)).outcome, "RETRYABLE");
    assert.deepEqual([await mes(broker.url, "plant/P999/mes").probe(), await mes().probe()], [false, true]);
  });

  it("go on after the broker was away", async () => {
    await broker.stop();
    // Whether the break was noticed before the request left decides between RETRYABLE and UNKNOWN.
    assert.ok("error" in (await erp().send(DOCUMENT, ids.next())));
    await broker.start();
    const key = ids.next();
    for (let attempt = 0; attempt < 40; attempt++) {
      const outcome = await erp().send(DOCUMENT, key);
      if ("document" in outcome) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail("no posting arrived after the broker came back");
  });
});

const summary = (outcome: SendOutcome): readonly string[] => [
  outcome.outcome,
  "error" in outcome ? outcome.error.code : "",
];
