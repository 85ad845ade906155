import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ContractFile, bundleContract } from "../registry/public.js";
import { singleDocument } from "./single-document.js";

const LINE = { kind: "openapi", name: "orders", major: "v1" } as const;

function joined(files: Readonly<Record<string, ContractFile>>): Readonly<Record<string, unknown>> {
  return singleDocument(bundleContract(LINE, (file) => files[file] ?? assert.fail(`${file} was not expected`)));
}

const responseOf = (schema: object): object => ({ content: { "application/json": { schema } } });

describe("the document of a contract in one piece", () => {
  it("takes the schemas of other files over, with those they refer to themselves, once each", () => {
    const schema = { $ref: "../../schemas/order.yaml#/$defs/Order" };
    const document = joined({
      "openapi/orders/v1.yaml": {
        paths: { "/orders": { get: { responses: { 200: responseOf(schema), 201: responseOf(schema) } } } },
      },
      "schemas/order.yaml": {
        $defs: {
          Order: { properties: { line: { $ref: "#/$defs/Line" }, parent: { $ref: "#/$defs/Order" } } },
          Line: {},
        },
      },
    });
    const reference = { $ref: "#/components/schemas/Order" };
    assert.deepEqual(document, {
      paths: { "/orders": { get: { responses: { 200: responseOf(reference), 201: responseOf(reference) } } } },
      components: {
        schemas: {
          Order: { properties: { line: { $ref: "#/components/schemas/Line" }, parent: reference } },
          Line: {},
        },
      },
    });
  });

  it("keeps names apart that the contract or two files share", () => {
    const { components } = joined({
      "openapi/orders/v1.yaml": {
        components: {
          schemas: { Unit: { $ref: "../../schemas/a.yaml#/$defs/Unit" }, B: { $ref: "../../schemas/b.yaml#/Unit" } },
        },
      },
      "schemas/a.yaml": { $defs: { Unit: { const: "a" } } },
      "schemas/b.yaml": { Unit: { const: "b" } },
    });
    assert.deepEqual(components, {
      schemas: {
        Unit: { $ref: "#/components/schemas/a.Unit" },
        B: { $ref: "#/components/schemas/b.Unit" },
        "a.Unit": { const: "a" },
        "b.Unit": { const: "b" },
      },
    });
  });

  it("puts responses and parameters of other files among their like, and leads back into the contract", () => {
    const { paths, components } = joined({
      "openapi/orders/v1.yaml": {
        paths: {
          "/orders": {
            get: {
              parameters: [{ $ref: "../../schemas/shared.yaml#/parameters/Plant" }],
              responses: { 404: { $ref: "../../schemas/shared.yaml#/responses/Missing" } },
            },
          },
        },
        components: { schemas: { Problem: {} } },
      },
      "schemas/shared.yaml": {
        parameters: { Plant: { name: "plant", in: "query" } },
        responses: { Missing: responseOf({ $ref: "../openapi/orders/v1.yaml#/components/schemas/Problem" }) },
      },
    });
    assert.deepEqual(paths, {
      "/orders": {
        get: {
          parameters: [{ $ref: "#/components/parameters/Plant" }],
          responses: { 404: { $ref: "#/components/responses/Missing" } },
        },
      },
    });
    assert.deepEqual(components, {
      schemas: { Problem: {} },
      parameters: { Plant: { name: "plant", in: "query" } },
      responses: { Missing: responseOf({ $ref: "#/components/schemas/Problem" }) },
    });
  });
});
