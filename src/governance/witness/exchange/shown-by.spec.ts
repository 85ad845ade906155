import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadBreakingRules } from "../../breaking/load-rules.js";
import { shownBy, whyNotShown } from "./shown-by.js";

const rules = await loadBreakingRules(new URL("../../../../governance-rules/breaking/", import.meta.url));
const blocking = rules.filter(({ area, severity }) => area !== "schema" && JSON.stringify(severity).includes("ERROR"));

describe("structural rules", () => {
  for (const { id } of blocking) {
    it(`${id} can be shown by an exchange or says why not, and not both`, () => {
      assert.notEqual(shownBy(id) === undefined, whyNotShown(id) === undefined);
    });
  }
});
