import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JsonObject } from "../breaking/contract-document.js";
import { SchemaDocument } from "../breaking/schema/schema-document.js";
import { SchemaValidator } from "./schema-validator.js";

const accepts = (schema: JsonObject, value: unknown): boolean => {
  const document = new SchemaDocument({ format: "openapi-3.1", root: { schema } }, "base");
  return new SchemaValidator(document, "request", "refused").compile("/schema")(value);
};

describe("SchemaValidator", () => {
  it("judges dates and times as the gateway does, so that a witness is what production would do", () => {
    const dateTime = { type: "string", format: "date-time" };
    assert.equal(accepts(dateTime, "2026-11-23T08:00:00Z"), true);
    assert.equal(accepts(dateTime, "2026-11-23t08:00:00z"), false);
    assert.equal(accepts({ type: "string", format: "date" }, "2026-02-29"), false);
    assert.equal(accepts({ type: "string", format: "duration" }, "PT1.5S"), true);
  });

  it("judges multiples exactly, in both directions", () => {
    assert.equal(accepts({ type: "number", multipleOf: 0.1 }, 0.3), true);
    assert.equal(accepts({ type: "number", multipleOf: 0.001 }, 1.00000000000001), false);
  });
});
