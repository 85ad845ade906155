import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { describeBreakingRules } from "./describe-breaking-rules.js";
import { loadBreakingRules } from "./load-rules.js";

const page = describeBreakingRules(
  await loadBreakingRules(new URL("../../../governance-rules/breaking/", import.meta.url)),
);

describe("the page of the breaking-change rules", () => {
  it("has every rule with a severity per profile, and leads to its section", () => {
    const rows = page.match(/^\| \[.+$/gm) ?? [];
    const sections = page.match(/^## .+$/gm) ?? [];
    assert.equal(rows.length, sections.length);
    assert.ok(rows.length > 100);
    for (const row of rows) assert.match(row, /^\| \[[\w.-]+\]\(#[\w-]+\) \| \w+( \| (error|warn|info)){4} \|$/);
  });

  it("tells profiles that weigh alike once, and by direction where that decides", () => {
    const section = page.split("## multiple-of\n")[1]?.split("\n## ")[0] ?? "";
    const weighed =
      "- **Weighed by strict, tolerant-reader:** narrowed error; widened info in requests, error in responses; changed error.";
    assert.ok(section.includes(weighed), section);
    assert.match(section, /\*\*Elsewhere called:\*\* confluent `MULTIPLE_OF_EXPANDED`/);
  });
});
