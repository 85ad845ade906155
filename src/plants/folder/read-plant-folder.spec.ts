import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { projectRoot } from "../../config/project-root.js";
import { createPlantFolderReader } from "./create-plant-folder-reader.js";
import type { PlantFolder } from "./plant-folder.js";

const PLANT = `
plant: P1
extends: template/process-sap@1
companyCode: "1000"
timeZone: Europe/Berlin
systems:
  erp: { name: ERP1, url: "http://127.0.0.1:1" }
  mes: { name: MES1, url: "http://127.0.0.1:2" }
mappings:
  workCenter: { MIX01: R1 }
`;

const root = mkdtempSync(join(tmpdir(), "interlock-plant-"));
after(() => rmSync(root, { recursive: true }));
const reader = createPlantFolderReader();
let count = 0;

/** Writes files into a folder of their own and reads it. */
function read(files: Readonly<Record<string, string>>): PlantFolder {
  const folder = join(root, String(++count));
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return reader.read(folder);
}

const found = (files: Readonly<Record<string, string>>): string[] =>
  read(files).findings.map(({ code, pointer }) => `${code} ${pointer}`);

describe("plant folder", () => {
  for (const name of readdirSync(join(projectRoot, "examples", "plants"))) {
    it(`example ${name} has no findings`, () => {
      const { profile, records, findings } = reader.read(join(projectRoot, "examples", "plants", name));
      assert.deepEqual(findings, []);
      assert.equal(profile?.plant, name);
      assert.ok(records.length > 0);
    });
  }

  it("merges the template under what the plant says, and replaces lists as a whole", () => {
    const { profile, findings } = read({ "plant.yaml": `${PLANT}classification: []\nretry: { baseMs: 7 }\n` });
    assert.deepEqual(findings, []);
    assert.equal(profile?.retry.baseMs, 7);
    assert.equal(profile.retry.factor, 2);
    assert.deepEqual(profile.classification, []);
    assert.equal(profile.mappings.unit["KG"], "KGM");
  });

  it("names file, place, fault and remedy of a misspelt member", () => {
    const [finding, ...others] = read({ "plant.yaml": `${PLANT}tolerances: { overPercent: 5 }\n` }).findings;
    assert.deepEqual(others, []);
    assert.deepEqual(finding, {
      code: "UNKNOWN_FIELD",
      severity: "ERROR",
      check: "schema",
      message: "plant.yaml: /tolerances/overPercent is not a known member.",
      pointer: "/tolerances/overPercent",
      fix: "Remove overPercent or correct its spelling. Known members: overPct, underPct, clockSkewSeconds, overTolerance.",
    });
  });

  it("names a mapped code that the ERP cannot take, before it parks the first document", () => {
    const text = PLANT.replace("mappings:\n", "mappings:\n  reason: { S01: SPILLED }\n");
    const [finding, ...others] = read({ "plant.yaml": text }).findings;
    assert.deepEqual(others, []);
    assert.deepEqual([finding?.code, finding?.pointer], ["ADAPTER_FIELD_TOO_LONG", "/mappings/reason/S01"]);
    assert.equal(finding?.message, 'plant.yaml: "SPILLED" of mappings.reason has 7 characters; sap-odata takes 4.');
  });

  it("tells to quote a number that should be text", () => {
    const [finding] = read({ "plant.yaml": PLANT.replace('companyCode: "1000"', "companyCode: 1000") }).findings;
    assert.equal(finding?.pointer, "/companyCode");
    assert.equal(finding?.fix, 'Put it in quotes: "1000".');
  });

  it("collects every finding of a profile", () => {
    const text = PLANT.replace("plant: P1", "plant: P 1")
      .replace('companyCode: "1000"\n', "")
      .replace("http://127.0.0.1:1", "ftp://erp");
    assert.deepEqual(found({ "plant.yaml": text }).toSorted(), [
      "SCHEMA_VIOLATION /companyCode",
      "SCHEMA_VIOLATION /plant",
      "SCHEMA_VIOLATION /systems/erp/url",
    ]);
  });

  it("refuses an unknown template, time zone and unit alias", () => {
    assert.deepEqual(found({ "plant.yaml": PLANT.replace("process-sap@1", "process-sap@9") }), [
      "PLANT_TEMPLATE_UNKNOWN /extends",
    ]);
    assert.deepEqual(found({ "plant.yaml": PLANT.replace("process-sap@1", "../plant-profile") }), [
      "PLANT_TEMPLATE_UNKNOWN /extends",
    ]);
    assert.deepEqual(found({ "plant.yaml": PLANT.replace("Europe/Berlin", "Europe/Atlantis") }), [
      "SCHEMA_VIOLATION /timeZone",
    ]);
    assert.deepEqual(found({ "plant.yaml": `${PLANT}  unit: { KG: KGN }\n` }), ["SCHEMA_VIOLATION /mappings/unit/KG"]);
  });

  it("refuses a folder without plant.yaml, unknown files and broken YAML", () => {
    assert.deepEqual(
      read({ "README.md": "" }).findings.map(({ message }) => message),
      ["plant.yaml is missing."],
    );
    assert.deepEqual(found({ "plant.yaml": PLANT, "plant.yml": "" }), ["PLANT_FOLDER_INVALID "]);
    assert.deepEqual(found({ "plant.yaml": `${PLANT}  - x: [` }), ["PLANT_FOLDER_INVALID "]);
    assert.deepEqual(found({ "plant.yaml": `${PLANT}plant: P2\n` }), ["PLANT_FOLDER_INVALID "], "a key given twice");
    assert.deepEqual(found({ "plant.yaml": PLANT, "master-data/lot.json": "[]" }), ["PLANT_FOLDER_INVALID "]);
    assert.deepEqual(found({ "plant.yaml": PLANT, "master-data/lot.yaml": "materialNumber: A" }), [
      "PLANT_FOLDER_INVALID ",
    ]);
  });

  it("does not expand an alias bomb", () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n`;
    assert.deepEqual(found({ "plant.yaml": bomb }), ["PLANT_FOLDER_INVALID "]);
  });

  it("keeps a plant code named __proto__ out of every prototype", () => {
    const { findings } = read({
      "plant.yaml": `${PLANT}  reason: { __proto__: { polluted: "1" } }\n__proto__: { polluted: 1 }\n`,
    });
    assert.ok(findings.length > 0);
    assert.equal(Reflect.get({}, "polluted"), undefined);
  });

  it("checks every master data document against its type and names file and place", () => {
    const { findings } = read({
      "plant.yaml": PLANT,
      "master-data/material.yaml": "- { number: A, baseUnit: KGM }\n- { number: B, baseunit: KGM }\n",
      "master-data/tool.yaml": "- { code: T1 }\n",
      "master-data/unit-of-measure.yaml": "- { code: DZN, dimension: count, num: 13, den: 1 }\n",
    });
    assert.deepEqual(
      findings.map(({ code, pointer }) => `${code} ${pointer}`),
      ["SCHEMA_VIOLATION /1/baseUnit", "UNKNOWN_FIELD /1/baseunit", "MASTER_DATA_TYPE_UNKNOWN /0", "UOM_FIXED /0"],
    );
    assert.match(findings[0]?.message ?? "", /^master-data\/material\.yaml: /);
  });

  it("still checks the records of a plant whose profile has findings, and no others", () => {
    const files = {
      "plant.yaml": `${PLANT}colour: red\n`,
      "master-data/work-center.yaml": "- { code: MIX01, active: true }\n",
    };
    assert.deepEqual(found(files), ["UNKNOWN_FIELD /colour"]);
  });

  it("lifts the effective date out of a document", () => {
    const text = '- { number: A, baseUnit: KGM, effectiveFrom: "2026-01-01T00:00:00Z" }\n';
    const { records, findings } = read({ "plant.yaml": PLANT, "master-data/material.yaml": text });
    assert.deepEqual(findings, []);
    assert.deepEqual(records, [
      { type: "material", document: { number: "A", baseUnit: "KGM" }, effectiveFrom: "2026-01-01T00:00:00Z" },
    ]);
    assert.deepEqual(found({ "plant.yaml": PLANT, "master-data/material.yaml": text.replace("-01-01T", "-02-30T") }), [
      "BAD_TIME /0",
    ]);
  });

  it("finds the codes of the plant's data that nothing maps", () => {
    const routing = "- { id: R, version: '1', operations: [{ operationNumber: '0010', workCenterCode: MIX09 }] }\n";
    const plant = `${PLANT}b2mml: { center: { '3': MIX07 }, recipe: { A: { routing: { id: R, version: '2' }, bom: { id: B, version: '1' } } } }\n`;
    assert.deepEqual(
      found({
        "plant.yaml": plant,
        "master-data/routing.yaml": routing,
        "master-data/reason-code.yaml": "- { code: S01, use: SCRAP }\n",
      }),
      [
        "MAPPING_MISSING /mappings/workCenter/MIX09",
        "MAPPING_MISSING /mappings/workCenter/MIX07",
        "MAPPING_MISSING /mappings/reason/S01",
        "MAPPING_MISSING /b2mml/recipe/A/routing",
      ],
    );
  });
});
