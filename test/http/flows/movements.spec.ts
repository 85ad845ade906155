import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { systemClock } from "../../../src/kernel/clock.js";
import { eventually } from "../../../src/orchestration/conformance/eventually.js";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import {
  BASE,
  BASE_V1,
  issueDocument,
  lineDocument,
  scrapDocument,
  snapshotDocument,
} from "../../support/inventory-movement/documents.js";
import { type Json, consumptionOf, newOrderNumber } from "../../support/production-order/documents.js";
import { FlowStage } from "../../support/production-order/flow-stage.js";
import { releaseOrder } from "../../support/production-order/stage.js";

const RETRY = { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 };

/** What the contract shows of a movement. */
interface MovementView {
  readonly id: string;
  readonly movementNumber: string;
  readonly state: string;
  readonly etag: string;
  readonly reason?: string;
  readonly confirmationId?: string;
  readonly reversedBy?: string;
  readonly findings: readonly { readonly code: string; readonly pointer: string }[];
  readonly posting?: { readonly kind: string; readonly state: string; readonly erpDocument?: Json };
}

let gateway: TestGateway;
let stage: FlowStage;

before(async () => {
  gateway = await startTestGateway({ role: "all", plant: { retry: RETRY } });
  stage = new FlowStage(gateway);
});
after(() => gateway.close());
beforeEach(async () => {
  await stage.tell("mes", "behaviour", { acknowledge: "ACK", delayMs: 0 });
  await stage.tell("erp", "conditions", {});
  await stage.tell("erp", "faults", { rules: [] });
});

const read = async <T>(path: string): Promise<T> => {
  const { status, body } = await gateway.client.send(`GET ${path}`, { as: "auditor" });
  assert.equal(status, 200, JSON.stringify(body));
  return body as T;
};

/** Sends a movement and waits for its work. @returns the operation and the movement's address */
async function report(body: Json, path = `${BASE}/movements`): Promise<{ operation: Json; resource: string }> {
  const answer = await gateway.client.send(`POST ${path}`, { as: "mes", body, headers: { prefer: "wait=10" } });
  assert.ok(answer.status === 200 || answer.status === 202, JSON.stringify(answer.body));
  return { operation: answer.body, resource: String(answer.body["resource"]) };
}

async function posted(body: Json): Promise<{ movement: MovementView; resource: string }> {
  const { operation, resource } = await report(body);
  assert.equal(operation["state"], "SUCCEEDED", JSON.stringify(operation));
  return { movement: await read<MovementView>(resource), resource };
}

async function reverse(resource: string, movement: MovementView): Promise<{ operation: Json; resource: string }> {
  const answer = await gateway.client.send(`POST ${resource}:reverse`, {
    as: "mes",
    headers: { "if-match": `"${movement.etag}"`, prefer: "wait=10" },
    body: { reasonCode: "S02", occurredAt: systemClock.now().toISOString() },
  });
  assert.ok(answer.status === 200 || answer.status === 202, JSON.stringify(answer.body));
  return { operation: answer.body, resource: String(answer.body["resource"]) };
}

const itemsOf = (documents: readonly { payload: Json }[]): readonly Json[] =>
  documents.flatMap(({ payload }) => (payload["to_MaterialDocumentItem"] as { results: Json[] }).results);

/** Documents that the ERP has of movements without an order. */
async function documentsOf(type: string): Promise<readonly Json[]> {
  const response = await fetch(`${gateway.erpUrl}/simulator/documents`);
  const { items } = (await response.json()) as { items: { payload: Json }[] };
  const movements = items.filter(({ payload }) => "to_MaterialDocumentItem" in payload);
  return itemsOf(movements).filter((item) => item["GoodsMovementType"] === type);
}

describe("a movement on its way to the ERP", () => {
  it("becomes one document with an item for each lot of each line, and the order knows what was consumed", async () => {
    const orderNumber = await stage.readyOrder();
    const { movement } = await posted(issueDocument(orderNumber));
    assert.deepEqual([movement.state, movement.posting?.state], ["POSTED", "POSTED"]);
    const documents = (await stage.erpDocuments(orderNumber)).filter(({ kind }) => kind === "ISSUE_TO_ORDER");
    assert.equal(documents.length, 1);
    assert.deepEqual(
      itemsOf(documents).map((item) => [item["GoodsMovementType"], item["Batch"], item["QuantityInEntryUnit"]]),
      [
        ["261", "LOT-RM-7", "20"],
        ["261", "LOT-RM-7", "4"],
        ["261", "LOT-RM-8", "16"],
      ],
    );
    const { totals } = await stage.order(orderNumber);
    assert.deepEqual(totals.consumedByLine, {
      "0010": { value: "24", unit: "KGM" },
      "0020": { value: "16", unit: "KGM" },
    });
  });

  it("leaves a trace of the lots that went into its order, until it is taken back", async () => {
    const orderNumber = await stage.readyOrder();
    const { movement, resource } = await posted(issueDocument(orderNumber));
    const lotsOf = async (): Promise<readonly string[]> => {
      const rows = await gateway.database.unitOfWork.read<{ lot: string }>(
        `SELECT event::json -> 'data' ->> 'isReversal' || ' ' || (i ->> 'lotNumber') AS lot
         FROM il.outbox, json_array_elements(event::json -> 'data' -> 'inputs') i
         WHERE type = 'com.interlock.genealogy.recorded.v1' AND partition_key = $1 ORDER BY id`,
        [`P100/${orderNumber}`],
      );
      return rows.map(({ lot }) => lot);
    };
    const recorded = ["false LOT-RM-7", "false LOT-RM-7", "false LOT-RM-8"];
    assert.deepEqual(await lotsOf(), recorded);
    await reverse(resource, movement);
    assert.deepEqual(await lotsOf(), [...recorded, "true LOT-RM-7", "true LOT-RM-7", "true LOT-RM-8"]);
  });

  it("without an order goes its own way, with the plant's reason", async () => {
    const countBefore = (await documentsOf("551")).length;
    const { movement } = await posted(scrapDocument());
    assert.equal(movement.state, "POSTED");
    const items = await documentsOf("551");
    assert.equal(items.length, countBefore + 1);
    assert.deepEqual([items.at(-1)?.["ManufacturingOrder"], items.at(-1)?.["GoodsMovementReasonCode"]], ["", "0001"]);
  });

  it("is parked with every finding, and nothing is posted", async () => {
    const lines = [lineDocument({ lots: undefined }), lineDocument({ lineNumber: 2, materialNumber: "UNHEARD-OF" })];
    const { operation, resource } = await report(scrapDocument({ lines, reasonCode: "NOPE" }));
    assert.equal(operation["state"], "PARKED");
    const movement = await read<MovementView>(resource);
    assert.deepEqual(movement.findings.map(({ code, pointer }) => `${code} ${pointer}`).toSorted(), [
      "LOT_REQUIRED /lines/0/lots",
      "MATERIAL_UNKNOWN /lines/1/materialNumber",
      "REASON_CODE_UNKNOWN /reasonCode",
    ]);
    assert.equal(movement.posting, undefined);
  });

  it("waits for its order when it comes first", async () => {
    const orderNumber = newOrderNumber();
    const { operation, resource } = await report(issueDocument(orderNumber));
    assert.equal(operation["state"], "RUNNING");
    assert.equal((await read<MovementView>(resource)).reason, "UNKNOWN_ORDER");
    await releaseOrder(gateway, { orderNumber });
    const movement = await eventually(
      () => read<MovementView>(resource),
      ({ state }) => state === "POSTED",
    );
    assert.equal(movement.posting?.kind, "ISSUE_TO_ORDER");
  });

  it("is refused by the ERP into its operation, and stands where it is", async () => {
    await stage.tell("erp", "conditions", { restrictedLots: ["LOT-RM-7"] });
    const { operation, resource } = await report(scrapDocument());
    assert.deepEqual([operation["state"], (operation["problem"] as Json)["code"]], ["PARKED", "LOT_RESTRICTED"]);
    const movement = await read<MovementView>(resource);
    assert.deepEqual([movement.state, movement.posting?.state], ["APPLIED", "PARKED"]);
  });
});

describe("a reversal", () => {
  it("books the other way round behind what it takes back, and gives the order its consumption back", async () => {
    const orderNumber = await stage.readyOrder();
    const { movement, resource } = await posted(issueDocument(orderNumber));
    const { operation } = await reverse(resource, movement);
    assert.equal(operation["state"], "SUCCEEDED", JSON.stringify(operation));
    const documents = await stage.erpDocuments(orderNumber);
    assert.deepEqual(
      itemsOf(documents.slice(-2)).map((item) => item["GoodsMovementType"]),
      ["261", "261", "261", "262", "262", "262"],
    );
    const reversed = await read<MovementView>(resource);
    assert.deepEqual([reversed.state, typeof reversed.reversedBy], ["REVERSED", "string"]);
    assert.deepEqual((await stage.order(orderNumber)).totals.consumedByLine, {});
  });

  it("of a scrap uses the reversing movement type", async () => {
    const { movement, resource } = await posted(scrapDocument());
    const countBefore = (await documentsOf("552")).length;
    assert.equal((await reverse(resource, movement)).operation["state"], "SUCCEEDED");
    assert.equal((await documentsOf("552")).length, countBefore + 1);
  });
});

describe("what a confirmation consumed and produced", () => {
  it("is listed with the confirmation it came with, and is posted with it", async () => {
    const orderNumber = await stage.readyOrder();
    const confirmation = await stage.report(orderNumber, {
      kind: "PARTIAL",
      consumption: [consumptionOf("0010", "6", "LOT-RM-7")],
    });
    await stage.settled(confirmation);
    const page = await read<{ items: MovementView[] }>(`${BASE}/movements?orderNumber=${orderNumber}`);
    const [movement] = page.items;
    assert.equal(page.items.length, 1);
    assert.deepEqual(
      [movement?.state, movement?.posting?.kind, movement?.posting?.state],
      ["POSTED", "ISSUE_TO_ORDER", "POSTED"],
    );
    assert.equal(confirmation.resource.endsWith(movement?.confirmationId ?? "none"), true);
  });

  it("is taken back with the confirmation, by movements of their own", async () => {
    const orderNumber = await stage.readyOrder();
    const confirmation = await stage.report(orderNumber, {
      kind: "PARTIAL",
      consumption: [consumptionOf("0010", "6", "LOT-RM-7")],
    });
    await stage.settled(confirmation);
    const { status, body } = await gateway.client.send(`POST ${confirmation.resource}:reverse`, {
      as: "mes",
      headers: { "if-match": "*", prefer: "wait=10" },
      body: { reasonCode: "S02", occurredAt: systemClock.now().toISOString() },
    });
    assert.deepEqual([status, body["state"]], [200, "SUCCEEDED"], JSON.stringify(body));
    const { items } = await read<{ items: MovementView[] }>(`${BASE}/movements?orderNumber=${orderNumber}`);
    const [taken, reversal] = items.toSorted((one, other) => one.id.localeCompare(other.id));
    assert.deepEqual([taken?.state, taken?.reversedBy], ["REVERSED", reversal?.id]);
    assert.deepEqual([reversal?.state, reversal?.posting?.state], ["POSTED", "POSTED"]);
  });

  it("tells when more was consumed than the output should have taken", async () => {
    const orderNumber = await stage.readyOrder();
    const confirmation = await stage.report(orderNumber, {
      kind: "PARTIAL",
      consumption: [consumptionOf("0010", "9", "LOT-RM-7")],
    });
    await stage.settled(confirmation);
    const [event] = await gateway.database.unitOfWork.read<{ data: Json }>(
      `SELECT event::json -> 'data' AS data FROM il.outbox
       WHERE type = 'com.interlock.material-consumption.variance-exceeded.v1' AND partition_key = $1`,
      [`P100/${orderNumber}`],
    );
    assert.deepEqual(
      [event?.data["planned"], event?.data["actual"], event?.data["percent"], event?.data["level"]],
      [{ value: "6", unit: "KGM" }, { value: "9", unit: "KGM" }, "50", "CRITICAL"],
    );
  });
});

describe("stock", () => {
  it("is in force when its snapshot has been checked", async () => {
    const body = snapshotDocument();
    const answer = await gateway.client.send(`POST ${BASE}/stock-snapshots`, {
      as: "wms",
      body,
      headers: { prefer: "wait=10" },
    });
    assert.deepEqual([answer.status, answer.body["state"]], [200, "SUCCEEDED"], JSON.stringify(answer.body));
    const { items } = await read<{ items: Json[] }>(`${BASE}/stock-balances?materialNumber=RM-100&lotNumber=LOT-RM-7`);
    assert.equal(items[0]?.["asOf"], body["asOf"]);
  });

  it("keeps nothing of a snapshot with an unknown material", async () => {
    const [balance] = snapshotDocument()["balances"] as readonly Json[];
    const body = snapshotDocument({ balances: [balance, { ...balance, materialNumber: "UNHEARD-OF" }] });
    const answer = await gateway.client.send(`POST ${BASE}/stock-snapshots`, {
      as: "wms",
      body,
      headers: { prefer: "wait=10" },
    });
    assert.deepEqual([answer.body["state"], (answer.body["problem"] as Json)["code"]], ["FAILED", "SNAPSHOT_REFUSED"]);
    const { items } = await read<{ items: Json[] }>(`${BASE}/stock-balances?materialNumber=RM-100&lotNumber=LOT-RM-7`);
    assert.notEqual(items[0]?.["asOf"], body["asOf"]);
  });
});

describe("version 1", () => {
  it("takes a movement of one lot and shows it again as it was sent", async () => {
    const sent = {
      plantCode: "P100",
      movementType: "SCRAP",
      materialNumber: "RM-100",
      quantity: { value: "1", unit: "KGM" },
      lotNumber: "LOT-RM-7",
      storageLocation: { from: "RM01" },
      reasonCode: "S01",
      occurredAt: systemClock.now().toISOString(),
    };
    const { operation, resource } = await report(sent, `${BASE_V1}/movements`);
    assert.equal(operation["state"], "SUCCEEDED", JSON.stringify(operation));
    assert.deepEqual((await read<{ movement: Json }>(resource)).movement, sent);
    const newer = await read<{ movement: { lines: Json[] } }>(resource.replace("/v1/", "/v2/"));
    assert.deepEqual(newer.movement.lines[0]?.["lots"], [{ lotNumber: "LOT-RM-7", quantity: sent.quantity }]);
  });
});
