import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { projectRoot } from "../../../src/config/project-root.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { eventually } from "../../../src/orchestration/conformance/eventually.js";
import { createPlantFolderReader } from "../../../src/plants/public.js";
import { MesSimulator } from "../../../src/simulators/mes/mes-simulator.js";
import { RestErpSimulator } from "../../../src/simulators/rest-erp/rest-erp-simulator.js";
import { merge } from "../../support/gateway/apply-plant.js";
import type { ClientName } from "../../support/gateway/clients.js";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import {
  BASE,
  type Json,
  consumptionOf,
  newOrderNumber,
  orderDocument,
} from "../../support/production-order/documents.js";

const FOLDER = join(projectRoot, "examples", "plants", "P200");
const RETRY = { retry: { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 } };
const YAML_LINES_MAX = 60;

/** One plant of the two, with the clients that speak for it. */
interface Plant {
  readonly plantCode: string;
  readonly erpSystem: string;
  readonly mes: ClientName;
}

const FIRST: Plant = { plantCode: "P100", erpSystem: "ERP1", mes: "mes" };
const SECOND: Plant = { plantCode: "P200", erpSystem: "ERP2", mes: "second-mes" };

const kilograms = (value: string): Json => ({ value, unit: "KGM" });

/** The golden order: two operations, the whole consumption of one component, a receipt with its lot. */
const GOLDEN_REPORTS: readonly Json[] = [
  { operationNumber: "0010", kind: "START", sequence: 1 },
  {
    operationNumber: "0010",
    kind: "COMPLETE",
    sequence: 2,
    yield: kilograms("100"),
    consumption: [consumptionOf("0010", "60", "LOT-RM-7")],
  },
  {
    operationNumber: "0020",
    kind: "COMPLETE",
    sequence: 3,
    yield: kilograms("100"),
    producedLots: [{ lotNumber: "FG-1", quantity: kilograms("100") }],
  },
];

let gateway: TestGateway;
let rest: RestErpSimulator;
let restUrl = "";
let mes: MesSimulator;

before(async () => {
  gateway = await startTestGateway({ role: "all", plant: RETRY });
  rest = new RestErpSimulator({ store: undefined });
  restUrl = `http://127.0.0.1:${await rest.listen(0)}`;
  const credentials = { clientId: "second-mes", clientSecret: gateway.secrets.get("second-mes") ?? "" };
  mes = new MesSimulator({ gateway: gateway.url, store: undefined, credentials });
  await applySecondPlant(`http://127.0.0.1:${await mes.listen(0)}`);
});
after(async () => {
  await gateway.close();
  await mes.close();
  await rest.close();
});

/** As `interlock plant apply` does; only the addresses are those of the test's simulators. */
async function applySecondPlant(mesUrl: string): Promise<void> {
  const folder = createPlantFolderReader().read(FOLDER);
  assert.deepEqual(folder.findings, []);
  const addresses = { systems: { erp: { url: restUrl }, mes: { url: mesUrl } }, ...RETRY };
  const body = merge(folder.document, addresses);
  const put = await gateway.client.send("PUT /platform/v1/plants/P200", { as: "operator", body });
  assert.ok(put.status < 300, JSON.stringify(put.body));
  const path = "/platform/v1/master-data:bulk?plantCode=P200";
  const bulk = await gateway.client.send(`POST ${path}`, { as: "operator", body: { items: folder.records } });
  assert.equal(bulk.status, 200, JSON.stringify(bulk.body));
}

async function accept(path: string, as: ClientName, body: Json): Promise<void> {
  const { status, body: answer } = await gateway.client.send(`POST ${path}`, {
    as,
    body,
    headers: { prefer: "wait=10" },
  });
  assert.ok(status === 200 || status === 202, JSON.stringify(answer));
}

/** Releases the golden order in a plant and reports its execution. @returns the order when it is in the wanted state */
async function runGoldenOrder({ plantCode, erpSystem, mes: client }: Plant): Promise<Json> {
  const orderNumber = newOrderNumber();
  const path = `${BASE}/orders/${plantCode}/${orderNumber}`;
  const until = async (state: string): Promise<Json> =>
    await eventually(
      async () => (await gateway.client.send(`GET ${path}`, { as: "auditor" })).body,
      (order) => order["state"] === state,
    );
  await accept(`${BASE}/orders`, "erp", orderDocument({ orderNumber, plantCode, erpSystem }));
  await until("READY");
  for (const report of GOLDEN_REPORTS) {
    const occurredAt = systemClock.now().toISOString();
    await accept(`${path}/confirmations`, client, { ...report, occurredAt });
  }
  return { ...(await until("COMPLETED")), orderNumber };
}

async function documentsOf<Document>(url: string, order: Json): Promise<readonly Document[]> {
  const response = await fetch(`${url}/simulator/documents?orderNumber=${String(order["orderNumber"])}`);
  return ((await response.json()) as { items: Document[] }).items;
}

interface RestView {
  readonly doctype: string;
  readonly fields: Json & { readonly items?: readonly Json[] };
}

describe("a second plant with another ERP", () => {
  it("is described in no more than 60 lines of YAML, master data included", () => {
    const files = [
      join(FOLDER, "plant.yaml"),
      ...readdirSync(join(FOLDER, "master-data")).map((name) => join(FOLDER, "master-data", name)),
    ];
    const lines = files.flatMap((file) => readFileSync(file, "utf8").trimEnd().split("\n"));
    assert.ok(lines.length <= YAML_LINES_MAX, `${lines.length} lines`);
  });

  it("runs the golden order of the first one to the same end", async () => {
    const [first, second] = await Promise.all([runGoldenOrder(FIRST), runGoldenOrder(SECOND)]);
    assert.deepEqual(second["totals"], first["totals"]);
    assert.deepEqual([first["openReasons"], second["openReasons"]], [[], []]);
    const sap = await documentsOf<{ kind: string }>(gateway.erpUrl, first);
    const restDocuments = await documentsOf<RestView>(restUrl, second);
    assert.deepEqual(
      restDocuments.map(({ doctype, fields }) => fields["stock_entry_type"] ?? doctype),
      ["Comment", "Material Consumption for Manufacture", "Job Card", "Job Card", "Manufacture"],
    );
    assert.deepEqual(
      sap.map(({ kind }) => kind),
      ["ORDER_ACKNOWLEDGEMENT", "ISSUE_TO_ORDER", "CONFIRMATION", "CONFIRMATION", "RECEIPT_FROM_ORDER"],
    );
  });

  it("gets its quantities, units, lots and storage locations in the ERP's own words", async () => {
    const documents = await documentsOf<RestView>(restUrl, await runGoldenOrder(SECOND));
    const issue = documents.find(({ fields }) => fields["stock_entry_type"] === "Material Consumption for Manufacture");
    assert.deepEqual(issue?.fields.items, [
      { item_code: "RM-100", qty: "60", uom: "KG", batch_no: "LOT-RM-7", s_warehouse: "RM01" },
    ]);
  });
});
