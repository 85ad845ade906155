import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { FileConsumer } from "../../simulators/b2mml-erp/file-consumer.js";
import { testDocument, testProfile } from "../connector-fixtures.js";
import type { ErpConnector, PostingDocument, PostingKind, SendOutcome } from "../connector.js";
import { B2mmlFileFactory } from "./connector.js";

const KEY = "0123456789ABCDEF";

describe("B2MML file connector", () => {
  let data = "";
  let folder = "";
  let erp: FileConsumer;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), "b2mml-file-"));
    folder = join(data, "b2mml", "P100");
    mkdirSync(folder, { recursive: true });
    erp = new FileConsumer(folder);
  });
  afterEach(() => rmSync(data, { recursive: true }));

  function connect(options: object = {}, url = "file:///b2mml/P100"): ErpConnector {
    const { systems, ...profile } = testProfile(url);
    return new B2mmlFileFactory(data).create({ ...profile, systems: { ...systems, erp: { ...systems.erp, options } } });
  }
  const document = (kind: PostingKind = "ISSUE_TO_ORDER", members: Partial<PostingDocument> = {}): PostingDocument => ({
    ...testDocument(kind, "1000042", "2026-11-23T08:00:00Z"),
    ...members,
  });

  it("hands a whole file over under the key, and finds it before and after the ERP took it", async () => {
    assert.equal(await connect().find(document(), KEY), undefined);
    const handedOver = { number: `${KEY}.xml` };
    assert.deepEqual(await connect().send(document(), KEY), { outcome: "APPLIED", document: handedOver });
    assert.deepEqual(await connect().find(document(), KEY), handedOver);
    erp.poll();
    assert.deepEqual(
      erp.taken.map(({ name, root }) => [name, root]),
      [[`${KEY}.xml`, "SyncOperationsPerformance"]],
    );
    assert.deepEqual(await connect().find(document(), KEY), handedOver);
    assert.deepEqual(await connect().send(document(), KEY), { outcome: "DUPLICATE", document: handedOver });
    assert.deepEqual(readdirSync(folder), ["done", "err"]);
  });

  it("says the material, its lot and its use in the words of B2MML V7", async () => {
    await connect().send(document(), KEY);
    erp.poll();
    const text = erp.taken[0]?.text ?? "";
    for (const part of [
      '<SyncOperationsPerformance xmlns="http://www.mesa.org/xml/B2MML">',
      "<OperationsRequestID>1000042</OperationsRequestID>",
      "<MaterialDefinitionID>RM-100</MaterialDefinitionID>",
      "<MaterialLotID>LOT-1</MaterialLotID>",
      "<MaterialUse>Consumed</MaterialUse>",
      "<QuantityString>10</QuantityString>",
      "<UnitOfMeasure>KG</UnitOfMeasure>",
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
  });

  it("writes V0401 when the plant asks for it, and escapes what XML would misread", async () => {
    const items = [{ materialNumber: "A<B>&C", quantity: { value: "1", unit: "KGM" } }];
    await connect({ version: "V0401" }).send(document("RECEIPT_FROM_ORDER", { items }), KEY);
    erp.poll();
    const text = erp.taken[0]?.text ?? "";
    assert.match(text, /<SyncProductionPerformance xmlns="http:\/\/www\.wbf\.org\/xml\/B2MML-V0401">/);
    assert.match(text, /<MaterialDefinitionID>A&lt;B&gt;&amp;C<\/MaterialDefinitionID>/);
  });

  it("takes back by the other sign", async () => {
    await connect().send(document("ISSUE_TO_ORDER", { isReversal: true, reversesKey: "K0" }), KEY);
    erp.poll();
    assert.match(erp.taken[0]?.text ?? "", /<QuantityString>-10</);
  });

  it("parks what the ERP refused with its reason, and hands it over again when the file was taken away", async () => {
    erp.refusal = "The period is closed.";
    await connect().send(document(), KEY);
    erp.poll();
    assert.equal(await connect().find(document(), KEY), undefined);
    const again = await connect().send(document(), KEY);
    assert.equal(again.outcome, "REJECTED");
    assert.match("error" in again ? again.error.text : "", /^The period is closed\. Mend the cause, take err\//);
    renameSync(join(folder, "err", `${KEY}.xml`), join(data, "elsewhere.xml"));
    assert.equal((await connect().send(document(), KEY)).outcome, "APPLIED");
  });

  it("tries again while the folder is away, and does not know then what it holds", async () => {
    const away = connect({}, "file:///not-mounted");
    assert.deepEqual(summary(await away.send(document(), KEY)), ["RETRYABLE", "ERP_UNAVAILABLE"]);
    await assert.rejects(away.find(document(), KEY), /not-mounted cannot be used/);
    assert.deepEqual([await away.probe(), await connect().probe()], [false, true]);
  });

  it("refuses what a performance does not report and a folder outside the data folder", async () => {
    const counted = document("COUNT_ADJUSTMENT", { items: document().items ?? [] });
    assert.deepEqual(summary(await connect().send(counted, KEY)), ["REJECTED", "MAPPING_MISSING"]);
    assert.throws(() => connect({}, "file:///%2e%2e/"), /must name a folder below the data folder/);
  });

  it(
    "leaves no half-written file where it may not write",
    { skip: process.getuid?.() === 0 && "root may write anywhere" },
    async () => {
      chmodSync(folder, 0o500);
      assert.equal((await connect().send(document(), KEY)).outcome, "RETRYABLE");
      chmodSync(folder, 0o700);
      assert.deepEqual(readdirSync(folder), ["done", "err"]);
    },
  );
});

const summary = (outcome: SendOutcome): readonly string[] => [
  outcome.outcome,
  "error" in outcome ? outcome.error.code : "",
];
