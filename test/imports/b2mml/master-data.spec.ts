import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ContractFiles, type Json } from "../../contracts/contract-files.js";
import { BAD_SSCC, GOOD_SSCC, lot, message, property, quantity, subLot } from "./messages.js";
import { errorsOf, readText } from "./read-text.js";

const contracts = new ContractFiles();

/** Paths and bodies, each body held against the schema of its type. */
function upsertsOf(text: string): { path: string; body: unknown }[] {
  return readText(text).calls.map(({ path, body }) => {
    const type = /master-data\/([a-z-]+)\//.exec(path)?.[1] ?? "";
    assert.deepEqual(contracts.breaches(`schemas/master-data/${type}.yaml`, "", body as Json), []);
    return { path, body };
  });
}

const at = (type: string, key: string): string =>
  `/platform/v1/master-data/${type}/${encodeURIComponent(key)}?plantCode=P900`;

describe("B2MML MaterialInformation", () => {
  it("becomes the record of a lot with its disposition and expiry", () => {
    const expiry = `<MaterialLotProperty>${property("ExpiryDate", "2027-01-08T00:00:00.0Z")}</MaterialLotProperty>`;
    assert.deepEqual(upsertsOf(lot(`<Status>Valid</Status>${expiry}`)), [
      {
        path: at("lot", "FLOUR-1~FL-1"),
        body: {
          materialNumber: "FLOUR-1",
          lotNumber: "FL-1",
          disposition: "UNRESTRICTED",
          expiresAt: "2027-01-08T00:00:00.0Z",
        },
      },
    ]);
  });

  it("keeps what is known of a lot beside the file, and replaces balances", () => {
    const { calls } = readText(lot(`<Status>NotValid</Status>${quantity("3")}`));
    assert.deepEqual(
      calls.map(({ keepsOtherMembers }) => keepsOtherMembers),
      [true, false],
    );
  });

  it("moves a handling unit from one stock status to the other", () => {
    const stock = {
      materialNumber: "FLOUR-1",
      lotNumber: "FL-1",
      handlingUnit: GOOD_SSCC,
      asOf: "2026-03-04T05:06:07.0Z",
    };
    assert.deepEqual(upsertsOf(lot(subLot(GOOD_SSCC, "NotValid", "24.910"))), [
      {
        path: at("stock-balance", `FLOUR-1~~FL-1~${GOOD_SSCC}~BLOCKED`),
        body: { ...stock, stockStatus: "BLOCKED", quantity: { value: "24.91", unit: "KGM" } },
      },
      {
        path: at("stock-balance", `FLOUR-1~~FL-1~${GOOD_SSCC}~UNRESTRICTED`),
        body: { ...stock, stockStatus: "UNRESTRICTED", quantity: { value: "0", unit: "KGM" } },
      },
    ]);
  });

  it("adds up sub-lots that are no SSCC, by status", () => {
    const parts =
      subLot("FL-1_01", "Valid", "10") + subLot("FL-1_02", "Valid", "5.5") + subLot("FL-1_03", "NotValid", "1");
    const balances = upsertsOf(lot(parts)).map(
      ({ body }) => body as { stockStatus: string; quantity: { value: string } },
    );
    assert.deepEqual(
      balances.map(({ stockStatus, quantity: sum }) => [stockStatus, sum.value]),
      [
        ["UNRESTRICTED", "15.5"],
        ["BLOCKED", "1"],
      ],
    );
    assert.ok(readText(lot(parts)).codes.includes("INFO B2MML_VALUE_DEFAULTED"));
  });

  it("reports a wrong check digit of a sub-lot", () => {
    assert.ok(readText(lot(subLot(BAD_SSCC, "Valid", "1"))).codes.includes("WARN BAD_CHECK_DIGIT"));
  });

  it("refuses a status it does not know, which could free a blocked lot", () => {
    assert.deepEqual(errorsOf(lot("<Status>Fine</Status>")), ["B2MML_CONTENT_UNSUPPORTED"]);
    assert.deepEqual(errorsOf(lot("<Status>constructor</Status>")), ["B2MML_CONTENT_UNSUPPORTED"]);
    assert.deepEqual(errorsOf(lot(quantity("1"))), ["B2MML_CONTENT_MISSING"]);
  });

  it("refuses a lot of which nothing is said", () => {
    assert.deepEqual(errorsOf(lot("")), ["B2MML_CONTENT_MISSING"]);
  });
});

describe("B2MML MaterialDefinition", () => {
  const definition = (properties: string): string =>
    message(
      "MaterialDefinition",
      `<MaterialDefinition><ID>FLOUR-1</ID><Description>Wheat &amp; rye</Description>${properties}</MaterialDefinition>`,
    );
  const definitionProperty = (id: string, ...values: readonly string[]): string =>
    `<MaterialDefinitionProperty>${property(id, ...values)}</MaterialDefinitionProperty>`;

  it("becomes a material with its base unit and hazard warnings", () => {
    const text = definition(
      definitionProperty("BaseUnitOfMeasure", "KG") + definitionProperty("HazardousMaterialWarning", "C", "XN", "C"),
    );
    assert.deepEqual(upsertsOf(text), [
      {
        path: at("material", "FLOUR-1"),
        body: { number: "FLOUR-1", description: "Wheat & rye", baseUnit: "KGM", hazardWarnings: ["C", "XN"] },
      },
    ]);
  });

  it("refuses a material without a base unit", () => {
    assert.deepEqual(errorsOf(definition(definitionProperty("Colour", "white"))), ["B2MML_CONTENT_MISSING"]);
  });
});
