import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CheckPolicy, PlantProfile, ReleaseCheckName } from "../../plants/public.js";
import { NOW, exampleData, exampleOrder, exampleProfile } from "./checks/release-fixture.js";
import { validateRelease } from "./validate-release.js";

function profileWith(checks: Partial<Record<ReleaseCheckName, CheckPolicy>>): PlantProfile {
  const profile = exampleProfile();
  return { ...profile, release: { ...profile.release, checks: { ...profile.release.checks, ...checks } } };
}

const ALL = [
  "order-structure",
  "check-digits",
  "plant-context",
  "routing",
  "work-center-alignment",
  "material",
  "unit-mapping",
  "availability",
  "lots",
  "mass-balance",
];

/** Wrong in routing, work centre, unit, stock and lot at once. */
const wrongOrder = () => {
  const order = exampleOrder({ routing: { id: "RT-4711", version: "9" } });
  const [mix, ...operations] = order.operations;
  const [first, ...components] = order.components;
  assert.ok(mix !== undefined && first !== undefined);
  return {
    ...order,
    operations: [{ ...mix, workCenterCode: "MIX09" }, ...operations],
    components: [{ ...first, quantity: { value: "999999999", unit: "KGM" }, lotNumber: "LOT-0" }, ...components],
  };
};

describe("validateRelease", () => {
  it("validates the contract's example order in the example plant, every check passed", () => {
    const { verdict, checks, findings } = validateRelease(exampleOrder(), exampleData(), NOW);
    assert.equal(verdict, "VALIDATED");
    assert.deepEqual(
      checks,
      ALL.map((check) => ({ check, result: "PASS" })),
    );
    assert.deepEqual(findings, []);
  });

  it("collects the findings of every check instead of stopping at the first", () => {
    const { verdict, findings } = validateRelease(wrongOrder(), exampleData(), NOW);
    assert.equal(verdict, "REJECTED");
    assert.deepEqual(
      findings.map(({ check, code }) => `${check} ${code}`),
      [
        "routing ROUTING_VERSION_MISMATCH",
        "work-center-alignment WORK_CENTER_UNKNOWN",
        "work-center-alignment WORK_CENTER_UNMAPPED",
        "availability MATERIAL_SHORTAGE",
        "lots LOT_UNKNOWN",
        "mass-balance MASS_BALANCE",
      ],
    );
  });

  it("gives every finding a severity, a pointer and a remedy", () => {
    for (const finding of validateRelease(wrongOrder(), exampleData(), NOW).findings) {
      assert.match(finding.pointer, /^(\/[A-Za-z0-9]+)+$/);
      assert.ok((finding.fix ?? "") !== "", finding.code);
    }
  });

  it("lets a plant soften a check to a warning", () => {
    const profile = profileWith({
      routing: "WARN",
      workCenter: "WARN",
      availability: "WARN",
      lots: "WARN",
      massBalance: "WARN",
    });
    const { verdict, checks, findings } = validateRelease(wrongOrder(), exampleData({ profile }), NOW);
    assert.equal(verdict, "VALIDATED");
    assert.ok(findings.length > 0 && findings.every(({ severity }) => severity === "WARN"));
    assert.deepEqual(
      checks.find(({ check }) => check === "routing"),
      { check: "routing", result: "WARN" },
    );
  });

  it("does not list an ignored check as one that ran, and says that nobody looked", () => {
    const { verdict, checks, findings } = validateRelease(
      exampleOrder(),
      exampleData({ profile: profileWith({ availability: "IGNORE" }) }),
      NOW,
    );
    assert.equal(verdict, "VALIDATED");
    assert.deepEqual(
      checks.map(({ check }) => check),
      ALL.filter((check) => check !== "availability"),
    );
    assert.deepEqual(
      findings.map(({ code, severity, check }) => `${severity} ${code} ${check}`),
      ["INFO CHECK_IGNORED availability"],
    );
  });

  it("softens neither an unknown material nor an order that contradicts itself", () => {
    const every = Object.fromEntries(Object.keys(exampleProfile().release.checks).map((name) => [name, "IGNORE"]));
    const data = exampleData({ profile: profileWith(every), without: ["material RM-100"] });
    const order = exampleOrder({ plannedEnd: "2020-01-01T00:00:00Z" });
    const { verdict, findings } = validateRelease(order, data, NOW);
    assert.equal(verdict, "REJECTED");
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "ERROR").map(({ code }) => code),
      ["BAD_TIME", "MATERIAL_UNKNOWN"],
    );
  });

  it("refuses an order of an unknown plant and claims no result for checks that could not run", () => {
    const { verdict, checks, findings } = validateRelease(
      exampleOrder(),
      { ...exampleData(), profile: undefined },
      NOW,
    );
    assert.equal(verdict, "REJECTED");
    assert.deepEqual(checks, [
      { check: "order-structure", result: "PASS" },
      { check: "check-digits", result: "PASS" },
      { check: "plant-context", result: "ERROR" },
    ]);
    assert.deepEqual(
      findings.map(({ code }) => code),
      ["PLANT_UNKNOWN"],
    );
  });
});
