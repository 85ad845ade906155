import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkDigits } from "./check-digits.js";
import { exampleOrder, orderWith } from "./release-fixture.js";

const lot = (handlingUnit: string) => ({ lotNumber: "L", quantity: { value: "1", unit: "KGM" }, handlingUnit });

describe("check-digits", () => {
  it("takes an order without GS1 keys and one with right ones", () => {
    assert.deepEqual(checkDigits(exampleOrder()), []);
    const order = {
      ...orderWith({ allocatedLots: [lot("106141412345678908")] }),
      material: { number: "M", gtin: "09506000134352" },
    };
    assert.deepEqual(checkDigits(order), []);
  });

  it("refuses a GTIN and an SSCC with a wrong check digit", () => {
    const order = {
      ...orderWith({ allocatedLots: [lot("106141412345678908"), lot("106141412345678909")] }),
      material: { number: "M", gtin: "09506000134353" },
    };
    assert.deepEqual(
      checkDigits(order).map(({ code, severity, pointer }) => ({ code, severity, pointer })),
      [
        { code: "BAD_CHECK_DIGIT", severity: "ERROR", pointer: "/material/gtin" },
        { code: "BAD_CHECK_DIGIT", severity: "ERROR", pointer: "/components/0/allocatedLots/1/handlingUnit" },
      ],
    );
  });
});
