import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { BASE, orderDocument } from "../../support/production-order/documents.js";

/** Texts that mean something to what may stand behind a field: SQL, shells, templates, LDAP, XML, logs, spreadsheets. */
const PAYLOADS: readonly string[] = [
  "' OR '1'='1",
  "'; DROP TABLE il.production_order; --",
  '"; DROP SCHEMA il CASCADE; --',
  "1); SELECT pg_sleep(10); --",
  "$$; SELECT 1; $$",
  "$1",
  ":name",
  "\\'; SELECT 1 --",
  "%' ESCAPE '!",
  "{{7*7}}${7*7}<%= 7*7 %>#{7*7}",
  "${jndi:ldap://127.0.0.1/a}",
  "*)(uid=*))(|(uid=*",
  "$(touch /tmp/owned)`id`|id;id&&id",
  "../../../../etc/passwd",
  "<script>alert(1)</script>",
  "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
  '{"$ne":null}',
  "__proto__",
  "=cmd|'/c calc'!A1",
  "line\r\nSet-Cookie: x=1",
  "\u001b[31mred\u001b[0m",
  "\u202egnp.exe",
  "Ω≈ç√∫ 😀 𝒳 日本語",
  "ﬁ \u0041\u030a \u00c5",
  "NULL",
  "undefined",
  "NaN",
  "0x1F",
  "1e309",
  "   ",
  "a".repeat(10_000),
];

type Path = readonly (string | number)[];

/** Places of all texts in a document. */
function textsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    textsIn(member, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((holder, name) => (holder as Readonly<Record<string | number, unknown>>)[name], value);

function replaced(value: unknown, [name, ...rest]: Path, text: string): unknown {
  if (name === undefined) return text;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === name ? replaced(item, rest, text) : item));
  const members = value as Readonly<Record<string, unknown>>;
  return { ...members, [name]: replaced(members[name], rest, text) };
}

/** Every member of the contract that holds text, required or not. */
const document = () =>
  orderDocument({
    material: { number: "FG-4711", revision: "A", gtin: "04006381333931" },
    promiseDate: "2030-01-31",
    salesOrderRef: "SO-1",
    lotNumber: "LOT-1",
    operations: [
      {
        operationNumber: "0010",
        sequence: 1,
        name: "Mix",
        workCenterCode: "MIX01",
        capability: "MIXING",
        setupTime: "PT10M",
        runTimePerUnit: "PT1M",
        quantity: { value: "100", unit: "KGM" },
      },
      { operationNumber: "0020", sequence: 2, name: "Pack", workCenterCode: "PACK01", predecessors: ["0010"] },
    ],
    components: [
      {
        componentLine: "0010",
        operationNumber: "0010",
        materialNumber: "RM-100",
        quantity: { value: "60", unit: "KGM" },
        storageLocationCode: "RM01",
        lotNumber: "LOT-2",
        substituteFor: "RM-99",
        allocatedLots: [
          { lotNumber: "LOT-2", quantity: { value: "60", unit: "KGM" }, handlingUnit: "340123450000000017" },
        ],
        erpReservation: { number: "1", item: "1" },
      },
    ],
    coProducts: [{ materialNumber: "CO-1", quantity: { value: "1", unit: "KGM" } }],
    extensions: { erp: { note: "free text", nested: [{ deep: "free text" }] } },
  });

describe("texts that would be commands elsewhere", () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
  });
  after(() => gateway.close());

  it("are tried in a document that is taken without them", async () => {
    const answer = await gateway.client.send(`POST ${BASE}/orders`, { as: "erp", body: document() });
    assert.equal(answer.status, 202, JSON.stringify(answer.body));
  });

  for (const path of textsIn(document())) {
    it(`in ${path.join(".")} are refused by the contract or stored as they came`, async () => {
      let storedCount = 0;
      for (const payload of PAYLOADS) {
        const body = replaced(document(), path, payload) as ReturnType<typeof document>;
        const answer = await gateway.client.send(`POST ${BASE}/orders`, { as: "erp", body });
        assert.ok([202, 403, 409, 422].includes(answer.status), `${answer.status} for ${payload}`);
        if (answer.status !== 202) continue;
        storedCount++;
        const plantCode = String(at(body, ["plantCode"]));
        const address = `${BASE}/orders/${encodeURIComponent(plantCode)}/${encodeURIComponent(body.orderNumber)}`;
        const [stored] = await gateway.database.unitOfWork.read<{ document: unknown }>(
          "SELECT document FROM il.production_order WHERE plant_code = $1 AND order_number = $2",
          [plantCode, body.orderNumber],
        );
        assert.equal(at(stored?.document, path), payload);
        assert.equal((await gateway.client.send(`GET ${address}`, { as: "erp" })).status, 200, address);
      }
      if (path[0] === "extensions") assert.equal(storedCount, PAYLOADS.length);
    });
  }

  it("in the address and in the filters find nothing and break nothing", async () => {
    for (const payload of PAYLOADS) {
      const text = encodeURIComponent(payload);
      for (const target of [
        `${BASE}/orders/P100/${text}`,
        `${BASE}/orders/${text}/1`,
        `${BASE}/orders?cursor=${text}`,
        `${BASE}/orders?materialNumber=${text}`,
        `${BASE}/operations/${text}`,
      ]) {
        const { status } = await gateway.client.send(`GET ${target}`, { as: "erp" });
        assert.ok(status < 500 && status !== 401, `${status} for ${target}`);
      }
    }
  });
});
