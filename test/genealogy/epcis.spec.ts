import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import { projectRoot } from "../../src/config/project-root.js";
import { eventsOf } from "../../src/genealogy/epcis/export-epcis.js";
import type { DispositionChange } from "../../src/genealogy/epcis/lot-events.js";
import type { OrderLot } from "../../src/genealogy/order-lot.js";

/** Documents of the standard are not ours to pass on; the folder says where they come from. */
const folder = join(process.env["INTERLOCK_REAL_INPUTS"] ?? join(projectRoot, "..", "shared", "real-inputs"), "epcis");
const SCHEMA = "EPCIS-JSON-Schema.json";
const skip = existsSync(join(folder, SCHEMA)) ? false : `${folder} has no ${SCHEMA}`;

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));

/** What a document breaks of the standard's schema. */
function breaches(document: unknown): string[] {
  // The schema of the standard has keywords beside $ref, which draft-07 ignores and strict mode would report.
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  const validate = ajv.compile(read(SCHEMA) as object);
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 8, minute));

function lot(id: string, side: OrderLot["side"], minute: number, changes: Partial<OrderLot> = {}): OrderLot {
  return {
    id,
    plantCode: "P100",
    orderNumber: "1000042",
    side,
    materialNumber: side === "INPUT" ? "RM-100" : "FG-4711",
    lotNumber: `LOT/${id}`,
    gtin: side === "INPUT" ? null : "04012345111118",
    handlingUnit: null,
    quantity: "24.5",
    unit: "KGM",
    operationNumber: "0010",
    confirmationId: `c${minute}`,
    kind: "TRANSFORM",
    at: at(minute),
    timeZone: "Europe/Berlin",
    ...changes,
  };
}

function change(id: string, to: DispositionChange["to"], minute: number): DispositionChange {
  const lotKey = { plantCode: "P100", materialNumber: "FG-4711", lotNumber: "LOT/3" };
  return { ...lotKey, id, to, at: at(minute), recordedAt: at(minute) };
}

const LOTS = [
  lot("1", "INPUT", 1),
  lot("2", "INPUT", 2),
  lot("3", "OUTPUT", 3, { handlingUnit: "340123450000000017" }),
  lot("4", "INPUT", 4),
];
const CHANGES = [
  change("a", "IN_PROCESS", 3),
  change("b", "RESTRICTED", 5),
  change("c", "UNRESTRICTED", 6),
  change("d", "CLOSED", 7),
];

const documentOf = (eventList: readonly unknown[]): object => ({
  "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
  type: "EPCISDocument",
  schemaVersion: "2.0",
  creationDate: "2026-11-23T18:00:00.000Z",
  epcisBody: { eventList },
});

describe("EPCIS documents of the standard", { skip }, () => {
  it("validate against its schema", () => {
    const names = readdirSync(folder).filter((name) => name.endsWith(".jsonld"));
    assert.ok(names.length >= 8, names.join());
    for (const name of names) assert.deepEqual(breaches(read(name)), [], name);
  });
});

describe("an export as EPCIS", () => {
  it("validates against the schema of the standard", { skip }, () => {
    assert.deepEqual(breaches(documentOf(eventsOf(LOTS, CHANGES))), []);
  });

  it("is refused by that schema when an event is broken, so that the check can fail", { skip }, () => {
    const [first] = eventsOf(LOTS, CHANGES);
    assert.notEqual(breaches(documentOf([{ ...first, eventTimeZoneOffset: "Berlin" }])).length, 0);
  });

  it("tells in their order what was transformed, packed, held and freed", () => {
    const events = eventsOf(LOTS, CHANGES);
    assert.deepEqual(
      events.map((event) => `${event.type} ${event.bizStep}`),
      [
        "TransformationEvent commissioning",
        "AggregationEvent packing",
        "ObjectEvent creating_class_instance",
        "TransformationEvent assembling",
        "ObjectEvent holding",
        "ObjectEvent inspecting",
        "ObjectEvent decommissioning",
      ],
    );
  });

  it("puts the issues since the last receipt with the receipt, and holds an order's events together", () => {
    const [first, second] = eventsOf(LOTS, []).filter((event) => event.type === "TransformationEvent");
    assert.deepEqual([first?.inputQuantityList?.length, first?.outputQuantityList?.length], [2, 1]);
    assert.deepEqual([second?.inputQuantityList?.length, second?.outputQuantityList], [1, undefined]);
    assert.equal(first?.transformationID, "urn:interlock:order:P100:1000042");
    assert.equal(second?.transformationID, first?.transformationID);
  });

  it("names a lot by its GTIN where there is one, with the time of the plant and a unit of Rec 20", () => {
    const [event] = eventsOf(LOTS, []);
    assert.ok(event?.type === "TransformationEvent");
    assert.deepEqual(event.outputQuantityList, [
      { epcClass: "https://id.gs1.org/01/04012345111118/10/LOT%2F3", quantity: 24.5, uom: "KGM" },
    ]);
    assert.equal(event.inputQuantityList?.[0]?.epcClass, "urn:interlock:lot:RM-100:LOT%2F1");
    assert.equal(event.eventTimeZoneOffset, "+01:00");
  });

  it("gives an event the same id in every export", () => {
    const once = eventsOf(LOTS, CHANGES).map(({ eventID }) => eventID);
    assert.deepEqual(
      eventsOf(LOTS, CHANGES).map(({ eventID }) => eventID),
      once,
    );
    assert.equal(new Set(once).size, once.length);
  });
});
