import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { safeCoreFunctions } from "./safe-core-functions.js";
import { readUploadedRuleset } from "./uploaded-ruleset.js";

const functions = safeCoreFunctions();
const rule = (then: string, given = "$.info"): string =>
  `rules:\n  own-rule:\n    given: "${given}"\n    then: ${then}\n`;

describe("readUploadedRuleset", () => {
  it("takes a rule that is data", () => {
    const { rules, findings } = readUploadedRuleset(rule("{ field: title, function: truthy }"), functions);
    assert.deepEqual(findings, []);
    assert.deepEqual(
      rules.map(({ id }) => id),
      ["own-rule"],
    );
  });

  for (const [name, text] of [
    ["code in given", rule("{ function: truthy }", "$..[?(@.constructor.constructor('return 1')())]")],
    ["code in a field", rule("{ field: \"$..[?(@.constructor('x')())]\", function: truthy }")],
    ["an unknown function", rule("{ function: exec }")],
    ["a pattern that backtracks", rule('{ function: pattern, functionOptions: { match: "(a+)\\\\1" } }')],
    ["functions", `functions: [evil]\n${rule("{ function: truthy }")}`],
    ["extends", `extends: ./other.js\n${rule("{ function: truthy }")}`],
    ["no rules", "a: 1"],
    ["no YAML", "rules: ["],
  ] as const) {
    it(`refuses ${name}, and nothing of that rule is left to run`, () => {
      const { rules, findings } = readUploadedRuleset(text, functions);
      assert.ok(findings.length > 0);
      assert.ok(findings.every(({ code }) => code === "RULESET_REJECTED" || code === "YAML_INVALID"));
      assert.ok(rules.length === 0 || /^(functions|extends)/.test(text));
    });
  }
});
