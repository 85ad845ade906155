import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contractRegExp, isPlainlyLinear } from "./contract-reg-exp.js";

const PLAIN = ["^[A-Z0-9]{2,3}$", "^-?[0-9]{1,12}(\\.[0-9]{1,6})?$", "^[a-z][a-z*+]*$", "^(a|b)c+$", "^https?://"];
const DOUBTFUL = [
  "^(a+)+$",
  "^(a|aa)*$",
  "[a-z]+$",
  "^a|b.*c.*d$",
  "^a*a*a*$",
  "^a{0,900}a{0,900}a{0,900}$",
  "^(a+)\\1$",
  "^(?:a{1,9}){1,9}$",
];

describe("contractRegExp", () => {
  for (const pattern of PLAIN)
    it(`leaves ${pattern} to the host, which is faster`, () => {
      assert.equal(isPlainlyLinear(pattern), true);
      assert.ok(contractRegExp(pattern, "u") instanceof RegExp);
    });

  for (const pattern of DOUBTFUL)
    it(`does not leave ${pattern} to a backtracking engine`, () => assert.equal(isPlainlyLinear(pattern), false));

  it("answers about a text on which a backtracking engine would not end", () => {
    const matcher = contractRegExp("^(a+)+$", "u");
    assert.equal(matcher.test("a".repeat(50_000)), true);
    assert.equal(matcher.test(`${"a".repeat(50_000)}!`), false);
  });

  it("refuses what is doubtful and only a backtracking engine can match", () => {
    assert.throws(() => contractRegExp("^(?=(a+)+$)(a+)\\1$", "u"), SyntaxError);
  });
});
