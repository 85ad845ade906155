import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ClassificationRule, PlantProfile } from "../plant-profile.js";
import { PlantTemplates } from "./plant-template.js";
import { DocumentSchemas } from "../document-schemas.js";
import { PlantProfileResolver } from "./resolve-plant-profile.js";

const resolver = new PlantProfileResolver(new DocumentSchemas(), new PlantTemplates());
const systems = {
  erp: { name: "ERP1", url: "http://127.0.0.1:8091" },
  mes: { name: "MES1", url: "http://127.0.0.1:8092" },
};
const head = { plant: "P900", extends: "template/process-sap@1", companyCode: "9", timeZone: "Europe/Berlin", systems };

const pointers = (changes: Readonly<Record<string, unknown>>): string[] =>
  resolver.resolve({ ...head, ...changes }, "plant.yaml").findings.map(({ pointer }) => pointer ?? "");

const issued = (changes: Partial<ClassificationRule>): unknown => ({
  when: { type: "inventory-movement.issued" },
  class: "BATCH",
  ...changes,
});

describe("pace of a plant's postings", () => {
  it("is taken as the domain model shows it", () => {
    const variance = { warnPct: 3, criticalPct: 10, onCritical: ["ALERT", "POST_RT", "HOLD"] };
    const sla: PlantProfile["sla"] = { RT: { p95Seconds: 2 }, NRT: { p95Seconds: 60 }, BATCH: { p95Seconds: 900 } };
    assert.deepEqual(pointers({ classification: [issued({ windowMinutes: 60 })], variance, sla }), []);
  });

  it("has a window for batch alone, and only conditions that a posting can meet", () => {
    const classes = pointers({ classification: [issued({ class: "RT", windowMinutes: 60 })] });
    assert.ok(classes.includes("/classification/0/class"), classes.join());
    const types = pointers({ classification: [{ when: { type: "inventory-movement.isued" }, class: "RT" }] });
    assert.deepEqual(types, ["/classification/0/when/type"]);
    const names = pointers({ classification: [{ when: { lotTraked: true }, class: "RT" }] });
    assert.deepEqual(names, ["/classification/0/when/lotTraked"]);
  });

  it("has no rule behind one that matches all of its postings", () => {
    const narrow = { when: { type: "inventory-movement.issued", lotTracked: true }, class: "RT" };
    assert.deepEqual(pointers({ classification: [issued({}), narrow] }), ["/classification/1"]);
    assert.deepEqual(pointers({ classification: [narrow, issued({})] }), []);
  });

  it("warns before it is critical", () => {
    assert.deepEqual(pointers({ variance: { warnPct: 11, criticalPct: 10 } }), ["/variance/warnPct"]);
  });

  it("promises times of classes that there are", () => {
    assert.deepEqual(pointers({ sla: { FAST: { p95Seconds: 1 } } }), ["/sla/FAST"]);
    assert.deepEqual(pointers({ sla: { RT: { p95Seconds: 0 } } }), ["/sla/RT/p95Seconds"]);
  });
});
