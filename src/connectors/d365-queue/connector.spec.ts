import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { systemClock } from "../../kernel/clock.js";
import { D365Simulator } from "../../simulators/d365/d365-simulator.js";
import { Authorization } from "../authorization/authorization.js";
import { SystemCredentials } from "../authorization/system-credentials.js";
import { testDocument, testProfile, TIMEOUT_MS } from "../connector-fixtures.js";
import type { ErpConnector, PostingDocument, PostingKind, SendOutcome } from "../connector.js";
import { OutboundHttp } from "../outbound-http.js";
import { D365QueueFactory } from "./connector.js";

describe("Dynamics 365 queue connector", () => {
  const http = new OutboundHttp();
  const folder = mkdtempSync(join(tmpdir(), "d365-"));
  const authorization = new Authorization(new SystemCredentials(folder), http, systemClock);
  const d365 = new D365Simulator();
  let url = "";
  let key = 0;
  before(async () => {
    url = `http://127.0.0.1:${await d365.listen(0)}`;
  });
  beforeEach(() => {
    d365.fail();
    d365.isProcessing = true;
    d365.authorization = undefined;
  });
  after(async () => {
    await d365.close();
    await http.close();
    rmSync(folder, { recursive: true });
  });

  const nextKey = (): string => `D36${String(++key).padStart(13, "0")}`;
  const document = (kind: PostingKind = "ISSUE_TO_ORDER", members: Partial<PostingDocument> = {}): PostingDocument => ({
    ...testDocument(kind, "P000042", "2026-11-23T08:00:00Z"),
    ...members,
  });
  function connect(credential?: string, to = url): ErpConnector {
    const { systems, ...profile } = testProfile(to);
    const options = { company: "USMF", statusEntity: "/data/ManufacturingMessages", ...(credential && { credential }) };
    const erp = { ...systems.erp, options, errorMap: { SYS17393: "POSTING_PERIOD_CLOSED" } };
    return new D365QueueFactory(http, authorization, systemClock).create({ ...profile, systems: { ...systems, erp } });
  }

  for (const [kind, type] of [
    ["ORDER_ACKNOWLEDGEMENT", "ProdProductionOrderStart"],
    ["ISSUE_TO_ORDER", "ProdProductionOrderPickingList"],
    ["CONFIRMATION", "ProdProductionOrderRouteCard"],
    ["RECEIPT_FROM_ORDER", "ProdProductionOrderReportFinished"],
  ] as const) {
    it(`says ${kind} as ${type} and is APPLIED when the queue has processed it`, async () => {
      const externalKey = nextKey();
      const outcome = await connect().send(document(kind), externalKey);
      assert.equal(outcome.outcome, "APPLIED");
      assert.deepEqual(await connect().find(document(kind), externalKey), "document" in outcome && outcome.document);
      const { type: sent, company, content } = d365.messages.at(-1) ?? {};
      assert.deepEqual([sent, company, content?.["ProductionOrderNumber"]], [type, "USMF", "P000042"]);
    });
  }

  it("writes the published fields of a picking list, negative for what goes back to stock", async () => {
    await connect().send(document(), nextKey());
    assert.deepEqual(d365.messages.at(-1)?.content["PickingListLines"], [
      {
        ItemNumber: "RM-100",
        ProductionSiteId: "P100",
        UnitSymbol: "KG",
        ProductionWarehouseId: "RM01",
        ItemBatchNumber: "LOT-1",
        ConsumptionBOMQuantity: "10",
        ProposalBOMQuantity: "10",
        ConsumptionDate: "2026-11-23",
        OperationNumber: 10,
      },
    ]);
    const back = { items: document().items ?? [], isReversal: true };
    await connect().send(document("ISSUE_TO_ORDER", back), nextKey());
    assert.match(JSON.stringify(d365.messages.at(-1)?.content), /"ConsumptionBOMQuantity":"-10"/);
  });

  it("is DUPLICATE for a key that is booked, and books it once", async () => {
    const externalKey = nextKey();
    await connect().send(document(), externalKey);
    assert.equal((await connect().send(document(), externalKey)).outcome, "DUPLICATE");
    assert.equal(d365.bookings(externalKey), 1);
  });

  it("parks what failed until a person cancels it in Dynamics 365, and sends it again then", async () => {
    const externalKey = nextKey();
    d365.fail({ match: { kind: "ProdProductionOrderPickingList" }, fault: "closed-period", times: 1 });
    assert.deepEqual(summary(await connect().send(document(), externalKey)), ["REJECTED", "POSTING_PERIOD_CLOSED"]);
    const again = await connect().send(document(), externalKey);
    assert.match("error" in again ? again.error.text : "", /cancel it there, then release/);
    d365.cancelFailed(externalKey);
    assert.equal((await connect().send(document(), externalKey)).outcome, "APPLIED");
    assert.equal(d365.bookings(externalKey), 1);
  });

  it("has no message for reversals of reports and for other movements", async () => {
    for (const refused of [document("CONFIRMATION", { isReversal: true }), document("COUNT_ADJUSTMENT")]) {
      assert.deepEqual(summary(await connect().send(refused, nextKey())), ["REJECTED", "MAPPING_MISSING"]);
    }
  });

  it("is RETRYABLE when the queue or the look-up before does not answer", async () => {
    d365.fail({ match: { kind: "ProdProductionOrderPickingList" }, fault: "503" });
    assert.deepEqual(summary(await connect().send(document(), nextKey())), ["RETRYABLE", "ERP_UNAVAILABLE"]);
    d365.fail({ match: { kind: "READ" }, fault: "503" });
    assert.deepEqual(summary(await connect().send(document(), nextKey())), ["RETRYABLE", "ERP_UNAVAILABLE"]);
    const nobody = connect(undefined, "http://127.0.0.1:9");
    assert.deepEqual(summary(await nobody.send(document(), nextKey())), ["RETRYABLE", "ERP_UNAVAILABLE"]);
    assert.deepEqual([await nobody.probe(), await connect().probe()], [false, false]);
  });

  for (const fault of ["answer-lost-after-commit", "slow"] as const) {
    it(`is UNKNOWN after ${fault}, and found once it is processed`, async () => {
      const externalKey = nextKey();
      d365.fail({ match: { kind: "ProdProductionOrderPickingList" }, fault, delayMs: TIMEOUT_MS * 3 });
      assert.deepEqual(summary(await connect().send(document(), externalKey)), ["UNKNOWN", "ERP_TIMEOUT_UNKNOWN"]);
      assert.match((await connect().find(document(), externalKey))?.number ?? "", /^JNL-/);
      assert.equal(d365.bookings(externalKey), 1);
    });
  }

  it("is UNKNOWN while the message waits, and cannot be looked up then", async () => {
    const externalKey = nextKey();
    d365.isProcessing = false;
    assert.deepEqual(summary(await connect().send(document(), externalKey)), ["UNKNOWN", "ERP_TIMEOUT_UNKNOWN"]);
    await assert.rejects(connect().find(document(), externalKey), /still waits/);
    assert.equal(d365.messages.filter(({ content }) => content["InterlockExternalKey"] === externalKey).length, 1);
  });

  it("gets a token of its own with the client's credentials", async () => {
    d365.authorization = "Bearer d365-token";
    assert.equal(await connect().probe(), false);
    const credential = {
      type: "oauth2-client-credentials",
      tokenUrl: `${url}/oauth2/token`,
      clientId: "c",
      clientSecret: "s",
    };
    writeFileSync(join(folder, "d365.json"), JSON.stringify(credential), { mode: 0o600 });
    assert.equal((await connect("d365").send(document(), nextKey())).outcome, "APPLIED");
  });
});

const summary = (outcome: SendOutcome): readonly string[] => [
  outcome.outcome,
  "error" in outcome ? outcome.error.code : "",
];
