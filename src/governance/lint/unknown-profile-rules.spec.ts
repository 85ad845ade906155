import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lintProfileNames, loadLintRuleset } from "./lint-ruleset.js";
import { unknownProfileRules } from "./unknown-profile-rules.js";

describe("unknownProfileRules", () => {
  it("finds nothing in the profiles of the product", () => {
    for (const name of lintProfileNames()) {
      const { profile, rules } = loadLintRuleset(name);
      assert.deepEqual(unknownProfileRules(profile, rules), []);
    }
  });

  it("refuses a mistyped rule", () => {
    const { profile, rules } = loadLintRuleset("strict");
    const severities = { "oas3-scheme": { severity: "off" as const, reason: "mistyped" } };
    const [finding] = unknownProfileRules({ ...profile, severities }, rules);
    assert.equal(finding?.code, "RULESET_REJECTED");
    assert.match(finding?.message ?? "", /oas3-scheme/);
  });
});
