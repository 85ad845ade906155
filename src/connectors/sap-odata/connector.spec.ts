import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { testDocument, testProfile } from "../connector-fixtures.js";
import { JsonServer, type SimulatorAnswer } from "../../simulators/json-server.js";
import type { PostingDocument, PostingKind, SendOutcome } from "../connector.js";
import { OutboundHttp } from "../outbound-http.js";
import { SapODataFactory } from "./connector.js";
import { confirmationGuid } from "./confirmation-request.js";

const KEY = "0123456789ABCDEF";
const CREATED: SimulatorAnswer = {
  status: 201,
  body: { d: { MaterialDocument: "4900000001", MaterialDocumentYear: "2026" } },
};

describe("SAP OData connector", () => {
  const http = new OutboundHttp();
  let answer: SimulatorAnswer;
  let found: SimulatorAnswer = { status: 200, body: { d: { results: [] } } };
  let sent: Record<string, unknown> = {};
  let url = "";
  const server = new JsonServer(async (request) => {
    if (request.method === "GET") return found;
    sent = request.body as Record<string, unknown>;
    return answer;
  });
  before(async () => {
    url = `http://127.0.0.1:${await server.listen(0)}`;
  });
  after(async () => {
    await server.close();
    await http.close();
  });

  async function send(
    given: SimulatorAnswer,
    kind: PostingKind = "ISSUE_TO_ORDER",
    members: Partial<PostingDocument> = {},
  ): Promise<SendOutcome> {
    answer = given;
    const document = { ...testDocument(kind, "1000042", "2026-11-23T08:00:00.1234567+01:00"), ...members };
    return await new SapODataFactory(http).create(testProfile(url)).send(document, KEY);
  }

  it("writes the key, the ERP's unit and the instant of the plant into a material document", async () => {
    assert.deepEqual(await send(CREATED), { outcome: "APPLIED", document: { number: "4900000001", year: "2026" } });
    assert.equal(sent["ReferenceDocument"], KEY);
    assert.equal(sent["MaterialDocumentHeaderText"], "2026-11-23T07:00:00.123Z");
    const [item] = (sent["to_MaterialDocumentItem"] as { results: Record<string, unknown>[] }).results;
    assert.deepEqual(
      [item?.["GoodsMovementType"], item?.["EntryUnit"], item?.["QuantityInEntryUnit"], item?.["Batch"]],
      ["261", "KG", "10", "LOT-1"],
    );
  });

  it("writes the batch that the plant maps a lot to, and the canonical storage location as it is", async () => {
    const item = movementItem({ lotNumber: "LOT-2026-0007", storageLocationCode: "RM01" });
    await send(CREATED, "ISSUE_TO_ORDER", { items: [item] });
    const [written] = (sent["to_MaterialDocumentItem"] as { results: Record<string, unknown>[] }).results;
    assert.deepEqual([written?.["Batch"], written?.["StorageLocation"]], ["L260007", "RM01"]);
  });

  it("names the mapping that mends a lot longer than the ERP's field", async () => {
    const outcome = await send(CREATED, "ISSUE_TO_ORDER", { items: [movementItem({ lotNumber: "LOT-2026-0042" })] });
    assert.match("error" in outcome ? (outcome.error.text ?? "") : "", /Add mappings\.lot\.LOT-2026-0042 /);
  });

  it("writes the key as a version 8 UUID, the mapped reason and the final flag into a confirmation", async () => {
    const scrap = { value: "1.23456", unit: "KGM" };
    await send({ status: 201, body: { d: { ConfirmationGroup: "1", ConfirmationCount: "2" } } }, "CONFIRMATION", {
      scrap,
      scrapReasonCode: "S01",
      isFinal: true,
    });
    assert.match(confirmationGuid(KEY), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(
      [
        sent["ExternalSystemConfirmation"],
        sent["VarianceReasonCode"],
        sent["FinalConfirmationType"],
        sent["ConfirmationScrapQuantity"],
      ],
      [confirmationGuid(KEY), "0001", "X", "1.235"],
    );
  });

  const refusals: [string, Partial<PostingDocument>, string][] = [
    [
      "a lot longer than the ERP's field",
      { items: [movementItem({ lotNumber: "LOT-2026-0042" })] },
      "ADAPTER_FIELD_TOO_LONG",
    ],
    ["an order number longer than the ERP's field", { orderNumber: "1234567890123" }, "ADAPTER_FIELD_TOO_LONG"],
    [
      "a quantity that rounding would make zero",
      { items: [movementItem({ quantity: { value: "0.0004", unit: "KGM" } })] },
      "UOM_ROUNDING_LOSS",
    ],
  ];
  for (const [name, members, code] of refusals) {
    it(`refuses ${name} without sending it`, async () => {
      sent = {};
      const outcome = await send(CREATED, "ISSUE_TO_ORDER", members);
      assert.deepEqual([outcome.outcome, "error" in outcome && outcome.error.code, sent], ["REJECTED", code, {}]);
    });
  }

  it("cancels a confirmation by the number that the ERP gave it", async () => {
    const reversal = { isReversal: true, reversesKey: KEY };
    found = { status: 200, body: { d: { results: [{ ConfirmationGroup: "7", ConfirmationCount: "1" }] } } };
    const cancelled = { status: 201, body: { d: { ConfirmationGroup: "7", ConfirmationCount: "2" } } };
    assert.deepEqual(await send(cancelled, "CONFIRMATION", reversal), {
      outcome: "APPLIED",
      document: { number: "7", item: "2" },
    });
    found = {
      status: 200,
      body: { d: { results: [{ ConfirmationGroup: "7", ConfirmationCount: "1", IsReversed: true }] } },
    };
    assert.equal((await send(CREATED, "CONFIRMATION", reversal)).outcome, "DUPLICATE");
    found = { status: 200, body: { d: { results: [] } } };
    const missing = await send(CREATED, "CONFIRMATION", reversal);
    assert.deepEqual([missing.outcome, "error" in missing && missing.error.code], ["REJECTED", "ERP_REJECTED"]);
    found = { status: 503 };
    assert.equal((await send(CREATED, "CONFIRMATION", reversal)).outcome, "RETRYABLE");
    found = { status: 200, body: { d: { results: [] } } };
  });

  it("refuses a confirmation in two units", async () => {
    const outcome = await send(CREATED, "CONFIRMATION", { scrap: { value: "1", unit: "GRM" } });
    assert.equal("error" in outcome && outcome.error.code, "UOM_NOT_CONVERTIBLE");
  });

  const sap = (code: string, details: string[] = []): unknown => ({
    error: {
      code,
      message: { lang: "en", value: "Text" },
      innererror: { errordetails: details.map((detail) => ({ code: detail })) },
    },
  });
  const answers: [string, SimulatorAnswer, string, string][] = [
    ["a lock", { status: 400, body: sap("CO/469") }, "RETRYABLE", "ERP_LOCKED"],
    ["a closed order", { status: 400, body: sap("RU/494") }, "REJECTED", "ERP_ORDER_CLOSED"],
    [
      "a real message inside a generic one",
      { status: 400, body: sap("/IWBEP/CM_MGW_RT/022", ["M7/053"]) },
      "REJECTED",
      "POSTING_PERIOD_CLOSED",
    ],
    [
      "an OData 4 error",
      { status: 400, body: { error: { code: "M7/021", message: "Deficit" } } },
      "REJECTED",
      "MATERIAL_SHORTAGE",
    ],
    ["a message nobody has mapped", { status: 400, body: sap("ZZ/001") }, "REJECTED", "ERP_REJECTED"],
    ["503", { status: 503 }, "RETRYABLE", "ERP_UNAVAILABLE"],
    ["429", { status: 429 }, "RETRYABLE", "ERP_UNAVAILABLE"],
    ["401", { status: 401 }, "RETRYABLE", "ERP_CREDENTIALS_REFUSED"],
    ["504 of a proxy", { status: 504 }, "UNKNOWN", "ERP_TIMEOUT_UNKNOWN"],
    ["500 without a message", { status: 500 }, "UNKNOWN", "ERP_TIMEOUT_UNKNOWN"],
    ["201 without a number", { status: 201, body: { d: {} } }, "UNKNOWN", "ERP_TIMEOUT_UNKNOWN"],
    ["a cut connection", { status: 0, isCut: true }, "UNKNOWN", "ERP_TIMEOUT_UNKNOWN"],
    ["no answer in time", { ...CREATED, delayMs: 600 }, "UNKNOWN", "ERP_TIMEOUT_UNKNOWN"],
  ];
  for (const [name, given, outcome, code] of answers) {
    it(`takes ${name} as ${outcome} ${code}`, async () => {
      const result = await send(given);
      assert.deepEqual([result.outcome, "error" in result && result.error.code], [outcome, code]);
    });
  }

  it("takes a port where nobody listens as surely not sent", async () => {
    const connector = new SapODataFactory(http).create(testProfile("http://127.0.0.1:9"));
    const result = await connector.send(testDocument("CONFIRMATION", "1", "2026-11-23T08:00:00Z"), KEY);
    assert.deepEqual([result.outcome, "error" in result && result.error.code], ["RETRYABLE", "ERP_UNAVAILABLE"]);
    assert.equal(await connector.probe(), false);
  });

  it("lets the plant's error map override its own", async () => {
    answer = { status: 400, body: sap("ZZ/001") };
    const profile = testProfile(url);
    const erp = { ...profile.systems.erp, errorMap: { "ZZ/001": "ERP_LOCKED" } };
    const connector = new SapODataFactory(http).create({ ...profile, systems: { ...profile.systems, erp } });
    const result = await connector.send(testDocument("CONFIRMATION", "1", "2026-11-23T08:00:00Z"), KEY);
    assert.equal(result.outcome, "RETRYABLE");
  });

  it("answers DUPLICATE with the document that is there, and UNKNOWN while it cannot be read", async () => {
    const duplicate = { status: 400, body: sap("RU/505") };
    found = { status: 503 };
    assert.equal((await send(duplicate, "CONFIRMATION")).outcome, "UNKNOWN");
    found = { status: 200, body: { d: { results: [{ ConfirmationGroup: "7", ConfirmationCount: "1" }] } } };
    assert.deepEqual(await send(duplicate, "CONFIRMATION"), {
      outcome: "DUPLICATE",
      document: { number: "7", item: "1" },
    });
    found = { status: 200, body: { value: [] } };
    assert.equal((await send(duplicate, "CONFIRMATION")).outcome, "UNKNOWN");
  });

  it("does not take an answer it cannot read for a document that is not there", async () => {
    const connector = new SapODataFactory(http).create(testProfile(url));
    const document = testDocument("CONFIRMATION", "1", "2026-11-23T08:00:00Z");
    for (const unreadable of [
      { status: 500 },
      { status: 200, body: "maintenance" },
      { status: 200, body: { d: { results: [{}] } } },
    ]) {
      found = unreadable;
      await assert.rejects(connector.find(document, KEY));
    }
    found = { status: 200, body: { d: { results: [] } } };
    assert.equal(await connector.find(document, KEY), undefined);
  });
});

function movementItem(members: object): NonNullable<PostingDocument["items"]>[number] {
  return { materialNumber: "RM-100", quantity: { value: "1", unit: "KGM" }, ...members };
}
