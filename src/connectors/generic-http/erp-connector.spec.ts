import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { projectRoot } from "../../config/project-root.js";
import { systemClock } from "../../kernel/clock.js";
import { createPlantFolderReader, type PlantProfile } from "../../plants/public.js";
import { RestErpSimulator } from "../../simulators/rest-erp/rest-erp-simulator.js";
import { Authorization } from "../authorization/authorization.js";
import { SystemCredentials } from "../authorization/system-credentials.js";
import { testDocument, TIMEOUT_MS } from "../connector-fixtures.js";
import type { ErpConnector, PostingKind, SendOutcome } from "../connector.js";
import { OutboundHttp } from "../outbound-http.js";
import { GenericErpFactory } from "./erp-connector.js";

describe("generic HTTP connector of an ERP", () => {
  const http = new OutboundHttp();
  const simulator = new RestErpSimulator({ store: undefined });
  const secrets = mkdtempSync(join(tmpdir(), "generic-http-"));
  const authorization = new Authorization(new SystemCredentials(secrets), http, systemClock);
  let url = "";
  let key = 0;
  before(async () => {
    url = `http://127.0.0.1:${await simulator.listen(0)}`;
  });
  beforeEach(async () => await fault());
  after(async () => {
    await simulator.close();
    await http.close();
    rmSync(secrets, { recursive: true });
  });

  const connect = (options: object = {}, erp: object = {}): ErpConnector =>
    new GenericErpFactory(http, authorization).create(profileOf(url, options, erp));

  async function fault(...rules: readonly unknown[]): Promise<void> {
    await http.send({ method: "POST", url: `${url}/simulator/faults`, body: { rules }, timeoutMs: 5_000 });
  }

  const document = (kind: PostingKind = "ISSUE_TO_ORDER") => testDocument(kind, "1000042", "2026-11-23T08:00:00Z");
  const nextKey = (): string => `KEY${String(++key).padStart(13, "0")}`;
  const send = async (struck: string, to = connect()): Promise<SendOutcome> => {
    await fault({ fault: struck, delayMs: TIMEOUT_MS * 3, times: 1 });
    return await to.send(document(), nextKey());
  };

  for (const kind of ["ORDER_ACKNOWLEDGEMENT", "ISSUE_TO_ORDER", "CONFIRMATION", "RECEIPT_FROM_ORDER"] as const) {
    it(`brings ${kind} into the ERP by the plant folder alone and finds it again`, async () => {
      const externalKey = nextKey();
      assert.equal(await connect().find(document(kind), externalKey), undefined);
      const outcome = await connect().send(document(kind), externalKey);
      assert.equal(outcome.outcome, "APPLIED");
      assert.deepEqual(await connect().find(document(kind), externalKey), "document" in outcome && outcome.document);
    });
  }

  it("takes a refusal for the same key as DUPLICATE with the document that is there", async () => {
    const externalKey = nextKey();
    const first = await connect().send(document(), externalKey);
    const again = await connect().send(document(), externalKey);
    assert.equal(again.outcome, "DUPLICATE");
    assert.deepEqual("document" in again && again.document, "document" in first && first.document);
  });

  it("classes refusals by the plant's error map", async () => {
    const closed = await send("closed-period");
    assert.deepEqual([closed.outcome, codeOf(closed)], ["REJECTED", "POSTING_PERIOD_CLOSED"]);
    const locked = await send("lock");
    assert.deepEqual([locked.outcome, codeOf(locked)], ["RETRYABLE", "ERP_LOCKED"]);
  });

  it("tries again after 503 and after a refused connection", async () => {
    assert.deepEqual([(await send("503")).outcome], ["RETRYABLE"]);
    const nobody = connect({}, { url: "http://127.0.0.1:9" });
    const outcome = await nobody.send(document(), nextKey());
    assert.deepEqual([outcome.outcome, codeOf(outcome)], ["RETRYABLE", "ERP_UNAVAILABLE"]);
    assert.equal(await nobody.probe(), false);
    assert.equal(await connect().probe(), true);
  });

  for (const lost of ["answer-lost-after-commit", "slow"]) {
    it(`leaves a send open that ended with ${lost}, and finds its document`, async () => {
      const externalKey = nextKey();
      await fault({ fault: lost, delayMs: TIMEOUT_MS * 3, times: 1 });
      const outcome = await connect().send(document(), externalKey);
      assert.deepEqual([outcome.outcome, codeOf(outcome)], ["UNKNOWN", "ERP_TIMEOUT_UNKNOWN"]);
      assert.match((await connect().find(document(), externalKey))?.number ?? "", /^MAT-STE-2026-/);
    });
  }

  it("leaves a send open when the answer tells no number", async () => {
    const blind = connect({ document: '{ "number": data.missing }' });
    assert.equal((await blind.send(document(), nextKey())).outcome, "UNKNOWN");
  });

  it("does not know when a look-up is not answered by the ERP itself", async () => {
    await fault({ match: { kind: "READ" }, fault: "503" });
    await assert.rejects(connect().find(document(), nextKey()), /503 to a look-up/);
    const lost = connect({}, { url: `${url}/elsewhere` });
    await assert.rejects(lost.find(document(), nextKey()), /404 to a look-up/);
  });

  it("refuses before sending what the plant does not map or maps badly", async () => {
    const missing = await connect().send(document("COUNT_ADJUSTMENT"), nextKey());
    assert.deepEqual([missing.outcome, codeOf(missing)], ["REJECTED", "MAPPING_MISSING"]);
    const message = { path: "/x", find: "/x?{key}", body: "{ ( }" };
    const bad = await connect({ messages: { ISSUE_TO_ORDER: message } }).send(document(), nextKey());
    assert.deepEqual([bad.outcome, codeOf(bad)], ["REJECTED", "MAPPING_INVALID"]);
    assert.match(
      "error" in bad ? bad.error.text : "",
      /systems\.erp\.options\.messages\.ISSUE_TO_ORDER\.body fails at/,
    );
  });

  it("sends nothing without the credential it is told to use, and says which file is missing", async () => {
    const outcome = await connect({ credential: "erp2" }).send(document(), nextKey());
    assert.deepEqual([outcome.outcome, codeOf(outcome)], ["RETRYABLE", "ERP_UNAVAILABLE"]);
    assert.match("error" in outcome ? outcome.error.text : "", /erp2\.json does not exist/);
    writeFileSync(join(secrets, "erp2.json"), '{"type":"bearer","token":"t"}', { mode: 0o600 });
    assert.equal((await connect({ credential: "erp2" }).send(document(), nextKey())).outcome, "APPLIED");
  });
});

const codeOf = (outcome: SendOutcome): string => ("error" in outcome ? outcome.error.code : "");

/** The example plant P200, at the address of the simulator. */
function profileOf(url: string, options: object, erp: object): PlantProfile {
  const { profile } = createPlantFolderReader().read(join(projectRoot, "examples", "plants", "P200"));
  assert.ok(profile !== undefined);
  const own = { ...profile.systems.erp, url, timeoutMs: TIMEOUT_MS, ...erp };
  return { ...profile, systems: { ...profile.systems, erp: { ...own, options: { ...own.options, ...options } } } };
}
