import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lintProfileNames, loadLintRuleset } from "./lint-ruleset.js";
import { profileOf } from "./read-lint-profile.js";

const whole = { name: "own", title: "Own", include: ["interlock"] };
const waiver = {
  rule: "ilk-op-id",
  contract: "v1.yaml",
  pointer: "/paths",
  owner: "a",
  reason: "b",
  ends: "2027-03-31",
};

describe("lint profiles", () => {
  it("are read whole", () => {
    assert.deepEqual(profileOf({ ...whole, waivers: [waiver] }, "own.yaml").waivers, [waiver]);
  });

  for (const [name, value, message] of [
    ["a waiver without an end", { ...whole, waivers: [{ ...waiver, ends: "some day" }] }, /is not a date/],
    ["a waiver without an owner", { ...whole, waivers: [{ ...waiver, owner: "" }] }, /owner must be text/],
    ["a severity without a reason", { ...whole, severities: { r: { severity: "off" } } }, /reason must be text/],
    [
      "a severity that does not exist",
      { ...whole, severities: { r: { severity: "fatal", reason: "x" } } },
      /must be one of/,
    ],
    ["a mistyped member", { ...whole, waiver: [] }, /waiver is none of/],
    ["a collection that does not exist", { ...whole, include: ["mine"] }, /must be one of/],
  ] as const) {
    it(`refuse ${name}`, () => {
      const given: unknown = value;
      assert.throws(() => profileOf(given as Parameters<typeof profileOf>[0], "own.yaml"), message);
    });
  }

  it("name only rules that exist, and a ruleset has another digest under another profile", () => {
    const digests = lintProfileNames().map((name) => {
      const { rules, profile, digest } = loadLintRuleset(name);
      const own = Object.keys(profile.severities).filter((id) => id.startsWith("ilk-"));
      const ids = new Set(rules.map(({ id }) => id));
      assert.deepEqual(
        own.filter((id) => !ids.has(id)),
        [],
      );
      return digest;
    });
    assert.equal(new Set(digests).size, digests.length);
  });

  it("answer a name that does not exist with those that do", () => {
    assert.throws(() => loadLintRuleset("lax"), /there is no profile lax; take brownfield, management, plain, strict/);
  });
});
