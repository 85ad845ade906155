import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../../src/config/project-root.js";
import type {
  ConfirmationDocument,
  OrderReleaseDocument,
} from "../../../src/imports/b2mml/mapping/governed-documents.js";
import { type ReadFile, readFile } from "../../../src/imports/b2mml/read-file.js";
import { createPlantFolderReader, type PlantProfile } from "../../../src/plants/public.js";
import { ContractFiles, type Json } from "../../contracts/contract-files.js";

const folder = join(process.env["INTERLOCK_REAL_INPUTS"] ?? join(projectRoot, "..", "shared", "real-inputs"), "b2mml");
const skip = existsSync(folder) ? false : `the published B2MML examples are not at ${folder}`;
const contracts = new ContractFiles();

/** The example plant that ships with the product and maps the codes of these files. */
function examplePlant(badCheckDigit: PlantProfile["b2mml"]["badCheckDigit"] = "WARN"): PlantProfile {
  const { profile, findings } = createPlantFolderReader().read(join(projectRoot, "examples", "plants", "P300"));
  assert.ok(profile !== undefined, JSON.stringify(findings));
  return { ...profile, b2mml: { ...profile.b2mml, badCheckDigit } };
}

function read(name: string, profile = examplePlant()): ReadFile {
  return readFile({ name, bytes: readFileSync(join(folder, name)) }, profile);
}

const codesOf = ({ findings }: ReadFile): string[] => findings.all.map(({ severity, code }) => `${severity} ${code}`);

describe("published B2MML V0401 examples", () => {
  it("order 258456 becomes a release with its two lines of one material apart", { skip }, () => {
    const file = read("PRO-20121210181416-27942.xml");
    const order = file.calls[0]?.body as OrderReleaseDocument;
    assert.deepEqual(
      contracts.breaches("schemas/production-order.yaml", "/$defs/OrderRelease", file.calls[0]?.body as Json),
      [],
    );
    assert.equal(order.orderNumber, "258456");
    const lines = order.components.map((line) => [
      line.componentLine,
      line.materialNumber,
      line.quantity.value,
      line.quantity.unit,
    ]);
    assert.deepEqual(lines, [
      ["0010", "CRBN0001", "5", "KGM"],
      ["0020", "CRBN0002", "50", "KGM"],
      ["0030", "CRBN0001", "811", "KGM"],
      ["0040", "CRBN0003", "100", "KGM"],
    ]);
    assert.deepEqual(order.quantity, { value: "1", unit: "KGM" });
  });

  it("the lot with the right SSCC is allocated with it, the one with the wrong SSCC without", { skip }, () => {
    const file = read("PRO-20121210181416-27942.xml");
    const order = file.calls[0]?.body as OrderReleaseDocument;
    const units = order.components.flatMap(
      (line) => line.allocatedLots?.map((lot) => [line.componentLine, lot.handlingUnit]) ?? [],
    );
    assert.deepEqual(units, [
      ["0010", "412345670000003212"],
      ["0020", undefined],
    ]);
    assert.deepEqual(
      codesOf(file).filter((code) => code.includes("CHECK_DIGIT")),
      ["WARN BAD_CHECK_DIGIT"],
    );
    assert.ok(codesOf(file).includes("WARN FILE_DATE_DIFFERS"), "the name says 2012, the message 2009");
  });

  it("a plant may refuse the file with the wrong SSCC", { skip }, () => {
    const file = read("PRO-20121210181416-27942.xml", examplePlant("ERROR"));
    assert.deepEqual([file.outcome, file.calls], ["REFUSED", []]);
  });

  it("consumption 53107 keeps its time to the seventh digit and its component line", { skip }, () => {
    const file = read("PES-20121229115825-53107.xml");
    assert.equal(file.calls[0]?.path, "/production-order/v1/orders/P300/53107/confirmations");
    const report = file.calls[0].body as ConfirmationDocument;
    assert.equal(report.occurredAt, "2012-11-29T11:58:25.3149559+01:00");
    assert.deepEqual(report.consumption, [
      {
        componentLine: "0010",
        quantity: { value: "0.41", unit: "KGM" },
        lots: [
          { lotNumber: "CRBN0001_LOT01", quantity: { value: "0.41", unit: "KGM" }, handlingUnit: "430147330000056734" },
        ],
      },
    ]);
    assert.deepEqual(
      contracts.breaches("schemas/production-order.yaml", "/$defs/ConfirmationReport", file.calls[0].body as Json),
      [],
    );
    assert.ok(codesOf(file).includes("WARN FILE_DATE_DIFFERS"));
  });

  for (const [name, expected] of [
    ["LOT-20121210170718-0001L0001.xml", ["lot/CRBN0001~CRBN0001_LOT01"]],
    ["INV-20121210175555-0001L0001_01.xml", ["stock-balance/CRBN0001~~CRBN0001_LOT01~~BLOCKED"]],
    ["MAT-20121210170256-CRBN0001.xml", ["material/CRBN0001"]],
  ] as const) {
    it(`${name} becomes master data that satisfies its schema`, { skip }, () => {
      const { calls } = read(name);
      const records = calls.map(({ path }) => decodeURIComponent(/master-data\/([^?]+)/.exec(path)?.[1] ?? ""));
      assert.deepEqual(records, expected);
      const type = expected[0].split("/", 1).join("");
      assert.deepEqual(contracts.breaches(`schemas/master-data/${type}.yaml`, "", calls[0]?.body as Json), []);
    });
  }
});
