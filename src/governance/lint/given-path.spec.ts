import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { givenFault } from "./given-path.js";

describe("givenFault", () => {
  for (const given of [
    "$",
    "$.paths[*][get,put]",
    "$..parameters[?(@.in == 'query' && !(@.schema.type === \"array\"))]",
    "$.paths[*]~",
    "$.components.schemas[?(@property != 'Error')]^",
    "$['x-interlock'].owner",
    '$..[?(@ && @.type=="array")]',
    "$.channels[*].messages[?(!@.$ref)]",
  ]) {
    it(`accepts ${given}`, () => assert.equal(givenFault(given), undefined));
  }

  for (const given of [
    "$..[?(@.constructor.constructor('return process')())]",
    "$..[?(@['constructor'])]",
    '$..["__proto__"]',
    "$..[?(@.a.match(/x/))]",
    "$..[?(process.exit())]",
    "$..[?(globalThis)]",
    "$..[?(@.a = 1)]",
    "$..[?(@.a == `x`)]",
    "$..[?(@['a' + 'b'])]",
    "$..[(@.length-1)]",
    "$..[?(@.a, @.b)]",
    "paths",
    "$.paths[",
    `$..[?(${"(".repeat(40)}@${")".repeat(40)})]`,
    `$.${"a".repeat(600)}`,
    "$..[?(@.\\u0063onstructor)]",
  ]) {
    it(`refuses ${given.slice(0, 60)}`, () => assert.match(givenFault(given) ?? "", /^given /));
  }
});
