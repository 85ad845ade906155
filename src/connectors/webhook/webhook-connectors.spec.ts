import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { type Clock, systemClock } from "../../kernel/clock.js";
import { makeSigningSecret } from "../../platform/outbound/public.js";
import type { PlantProfile } from "../../plants/public.js";
import { WebhookReceiver } from "../../simulators/webhook-receiver/webhook-receiver.js";
import { SystemCredentials } from "../authorization/system-credentials.js";
import { testDocument, testProfile, TIMEOUT_MS } from "../connector-fixtures.js";
import type { ErpConnector, MesConnector, SendOutcome } from "../connector.js";
import { OutboundHttp } from "../outbound-http.js";
import { WebhookErpFactory } from "./erp-connector.js";
import { WebhookMesFactory } from "./mes-connector.js";
import { WebhookSigner } from "./webhook-signer.js";

const SECRET = makeSigningSecret();
const DOCUMENT = testDocument("ISSUE_TO_ORDER", "1000042", "2026-11-23T08:00:00Z");
const DISPATCH = { dispatchId: "01KAR7Q2M0X3V9C4T8E6H5J2WD", revision: 1, order: { orderNumber: "1" } };

describe("signed webhooks", () => {
  const http = new OutboundHttp();
  const folder = mkdtempSync(join(tmpdir(), "webhooks-"));
  const credentials = new SystemCredentials(folder);
  const receiver = new WebhookReceiver(SECRET, () => systemClock.now().getTime());
  let url = "";
  before(async () => {
    url = `http://127.0.0.1:${await receiver.listen(0)}`;
    writeSecret("receiver", SECRET);
    writeSecret("other", makeSigningSecret());
  });
  beforeEach(() => {
    receiver.stored.clear();
    receiver.fail();
  });
  after(async () => {
    await receiver.close();
    await http.close();
    rmSync(folder, { recursive: true });
  });

  function writeSecret(name: string, secret: string): void {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ type: "signing-secret", secret }), { mode: 0o600 });
  }

  const erp = (credential = "receiver", clock: Clock = systemClock, to = url): ErpConnector =>
    new WebhookErpFactory(http, new WebhookSigner(credentials, clock)).create(profileOf(to, credential));
  const mes = (credential = "receiver"): MesConnector =>
    new WebhookMesFactory(http, new WebhookSigner(credentials, systemClock)).create(profileOf(url, credential));

  it("bring a posting under its key, once, and find it", async () => {
    assert.equal(await erp().find(DOCUMENT, "K1"), undefined);
    assert.deepEqual(await erp().send(DOCUMENT, "K1"), { outcome: "APPLIED", document: { number: "W-K1" } });
    assert.deepEqual(await erp().send(DOCUMENT, "K1"), { outcome: "DUPLICATE", document: { number: "W-K1" } });
    assert.deepEqual(await erp().find(DOCUMENT, "K1"), { number: "W-K1" });
    assert.deepEqual(receiver.stored.get("K1"), {
      type: "posting.issue_to_order",
      timestamp: DOCUMENT.occurredAt,
      data: DOCUMENT,
    });
  });

  it("are refused by the receiver when secret or time are wrong, and go again later", async () => {
    assert.deepEqual(summary(await erp("other").send(DOCUMENT, "K1")), ["RETRYABLE", "ERP_CREDENTIALS_REFUSED"]);
    const late: Clock = { ...systemClock, now: () => new Date(systemClock.now().getTime() - 3_600_000) };
    assert.deepEqual(summary(await erp("receiver", late).send(DOCUMENT, "K1")), [
      "RETRYABLE",
      "ERP_CREDENTIALS_REFUSED",
    ]);
    assert.equal(receiver.stored.size, 0);
  });

  it("park what the receiver refuses, by the plant's error map", async () => {
    receiver.fail({ fault: "closed-period" });
    assert.deepEqual(summary(await erp().send(DOCUMENT, "K1")), ["REJECTED", "POSTING_PERIOD_CLOSED"]);
  });

  it("go again after 503 and when nobody listens", async () => {
    receiver.fail({ fault: "503" });
    assert.deepEqual(summary(await erp().send(DOCUMENT, "K1")), ["RETRYABLE", "ERP_UNAVAILABLE"]);
    const nobody = erp("receiver", systemClock, "http://127.0.0.1:9");
    assert.deepEqual(summary(await nobody.send(DOCUMENT, "K1")), ["RETRYABLE", "ERP_UNAVAILABLE"]);
    assert.deepEqual([await nobody.probe(), await erp().probe()], [false, true]);
  });

  for (const fault of ["answer-lost-after-commit", "slow"] as const) {
    it(`are open after ${fault}, and found`, async () => {
      receiver.fail({ fault, delayMs: TIMEOUT_MS * 3 });
      assert.deepEqual(summary(await erp().send(DOCUMENT, "K1")), ["UNKNOWN", "ERP_TIMEOUT_UNKNOWN"]);
      assert.deepEqual(await erp().find(DOCUMENT, "K1"), { number: "W-K1" });
    });
  }

  it("do not know when the look-up fails", async () => {
    receiver.fail({ match: { kind: "READ" }, fault: "503" });
    await assert.rejects(erp().find(DOCUMENT, "K1"), /503 to a look-up/);
  });

  it("bring a dispatch to an MES, where a repetition changes nothing", async () => {
    assert.deepEqual(await mes().dispatch(DISPATCH), { outcome: "DISPATCHED" });
    assert.deepEqual(await mes().dispatch(DISPATCH), { outcome: "DISPATCHED" });
    assert.deepEqual(receiver.stored.get(DISPATCH.dispatchId), { type: "order.dispatched", data: DISPATCH });
    receiver.fail({ fault: "closed-period" });
    assert.equal((await mes().dispatch(DISPATCH)).outcome, "NACKED");
    receiver.fail({ fault: "answer-lost-after-commit" });
    assert.equal((await mes().dispatch(DISPATCH)).outcome, "RETRYABLE");
    assert.equal((await mes("other").dispatch(DISPATCH)).outcome, "RETRYABLE");
  });
});

const summary = (outcome: SendOutcome): readonly string[] => [
  outcome.outcome,
  "error" in outcome ? outcome.error.code : "",
];

function profileOf(url: string, credential: string): PlantProfile {
  const { systems, ...profile } = testProfile(url);
  const errorMap = { PERIOD: "POSTING_PERIOD_CLOSED" };
  const erp = { ...systems.erp, errorMap, options: { credential, lookup: "/{key}" } };
  return { ...profile, systems: { erp, mes: { ...systems.mes, options: { credential } } } };
}
