import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ContractFiles, type Json } from "../../contracts/contract-files.js";
import { BAD_SSCC, bakingReport, consumed, GOOD_SSCC, produced } from "./messages.js";
import { bakery } from "./plant-profile.js";
import { bodyOf, errorsOf, readText } from "./read-text.js";

const kilograms = (value: string) => ({ value, unit: "KGM" });

describe("B2MML ProductionPerformance", () => {
  it("becomes one confirmation for each segment that satisfies the contract", () => {
    const { calls } = readText(bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "0.41") + produced("BR-1", "60.5")));
    assert.deepEqual(
      calls.map(({ operation, method, path }) => [operation, method, path]),
      [["createConfirmation", "POST", "/production-order/v1/orders/P900/4410/confirmations"]],
    );
    const body = calls[0]?.body as Json;
    assert.deepEqual(
      new ContractFiles().breaches("schemas/production-order.yaml", "/$defs/ConfirmationReport", body),
      [],
    );
    assert.deepEqual(body, {
      operationNumber: "0020",
      kind: "PARTIAL",
      yield: kilograms("60.5"),
      producedLots: [{ lotNumber: "BR-1", quantity: kilograms("60.5") }],
      consumption: [
        {
          componentLine: "0010",
          quantity: kilograms("0.41"),
          lots: [{ lotNumber: "FL-1", quantity: kilograms("0.41"), handlingUnit: GOOD_SSCC }],
        },
      ],
      occurredAt: "2026-03-05T11:58:25.3149559+01:00",
    });
  });

  it("keeps seven fractional digits and the offset as they are written", () => {
    const body = bodyOf(bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "1"))) as { occurredAt: string };
    assert.equal(body.occurredAt, "2026-03-05T11:58:25.3149559+01:00");
  });

  it("adds up two lots of one component line exactly and keeps both", () => {
    const text = bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "0.1") + consumed("0010", "FL-2", GOOD_SSCC, "0.2"));
    const { consumption } = bodyOf(text) as { consumption: Json[] };
    assert.deepEqual(consumption, [
      {
        componentLine: "0010",
        quantity: kilograms("0.3"),
        lots: [
          { lotNumber: "FL-1", quantity: kilograms("0.1"), handlingUnit: GOOD_SSCC },
          { lotNumber: "FL-2", quantity: kilograms("0.2"), handlingUnit: GOOD_SSCC },
        ],
      },
    ]);
  });

  it("keeps the lines of one material apart", () => {
    const text = bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "1") + consumed("0030", "FL-1", GOOD_SSCC, "2"));
    const { consumption } = bodyOf(text) as { consumption: { componentLine: string }[] };
    assert.deepEqual(
      consumption.map((part) => part.componentLine),
      ["0010", "0030"],
    );
  });

  it("reports the properties it has no place for", () => {
    const { findings } = readText(bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "1")));
    assert.deepEqual(
      findings.map(({ code, severity, message }) => [code, severity, message]),
      [["B2MML_VALUE_NOT_CARRIED", "INFO", "EmptyFlag = 1 is left out."]],
    );
  });

  it("leaves out a handling unit with a wrong check digit, or refuses the file, as the plant says", () => {
    const text = bakingReport(consumed("0010", "FL-1", BAD_SSCC, "1"));
    const { calls, codes } = readText(text);
    assert.ok(!JSON.stringify(calls[0]?.body).includes("handlingUnit"));
    assert.ok(codes.includes("WARN BAD_CHECK_DIGIT"));
    assert.deepEqual(errorsOf(text, bakery({ badCheckDigit: "ERROR" })), ["BAD_CHECK_DIGIT"]);
  });

  it("refuses consumption without its component line", () => {
    const text = bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "1").replace("Indice", "Index"));
    assert.deepEqual(errorsOf(text), ["B2MML_CONTENT_MISSING"]);
  });

  it("refuses a use that is neither consumed nor produced", () => {
    const text = bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "1").replace("Consumed", "Destructive Sample"));
    assert.deepEqual(errorsOf(text), ["B2MML_CONTENT_UNSUPPORTED"]);
  });

  it("refuses a segment that reports nothing", () => {
    assert.deepEqual(errorsOf(bakingReport("")), ["B2MML_CONTENT_MISSING"]);
  });

  it("escapes an order number in the address", () => {
    const { calls } = readText(
      bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "1")).replace("<ID>4410<", "<ID>../44?10<"),
    );
    assert.equal(calls[0]?.path, "/production-order/v1/orders/P900/..%2F44%3F10/confirmations");
  });
});
