import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../config/project-root.js";
import { describeLintRules } from "./describe-lint-rules.js";
import { loadLintRuleset } from "./lint-ruleset.js";

describe("docs/lint-rules.md", () => {
  it("says what the rule files say", () => {
    const page = readFileSync(join(projectRoot, "docs", "lint-rules.md"), "utf8");
    // Formatting of the table is the formatter's; every word is the rules'.
    const words = (text: string): string => text.replace(/[\s|-]+/g, " ");
    assert.equal(words(page), words(describeLintRules(loadLintRuleset().rules)));
  });
});
