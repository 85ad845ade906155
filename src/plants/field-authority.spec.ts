import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InterlockError } from "../kernel/problem.js";
import { ownerOf, requireAuthority } from "./field-authority.js";
import type { PlantProfile } from "./plant-profile.js";

const holding =
  (...permissions: readonly string[]) =>
  (permission: string): boolean =>
    permissions.includes(permission);
const erp = holding("order:release", "stock:report");
const mes = holding("order:acknowledge");

function profileWith(overrides: NonNullable<PlantProfile["authority"]>["overrides"]): PlantProfile {
  // Only the authority is read.
  return { authority: { preset: "erp-control-mes-execution", overrides } } as PlantProfile;
}

describe("field authority", () => {
  it("lets the owner of each field write it, by the preset where the plant says nothing", () => {
    requireAuthority(undefined, "P100", ["orderControl", "plannedQuantity", "plannedDates", "stockPhysical"], erp);
    requireAuthority(undefined, "P100", ["execution", "movements"], mes);
  });

  it("refuses everybody else, naming field, owner and remedy", () => {
    assert.throws(
      () => requireAuthority(undefined, "P100", ["plannedDates", "execution"], mes),
      (error: unknown) => {
        assert.ok(error instanceof InterlockError);
        assert.equal(error.code, "NOT_AUTHORITATIVE");
        assert.match(error.message, /plannedDates belongs to ERP; you write for MES.*authority\.overrides/);
        return true;
      },
    );
  });

  it("follows the overrides of the plant", () => {
    const profile = profileWith({ orderControl: "MES" });
    assert.equal(ownerOf(profile, "orderControl"), "MES");
    assert.equal(ownerOf(profile, "plannedDates"), "ERP");
    requireAuthority(profile, "P100", ["orderControl"], mes);
    assert.throws(() => requireAuthority(profile, "P100", ["orderControl"], erp));
  });

  it("leaves operators and callers that speak for no system to their permissions", () => {
    requireAuthority(undefined, "P100", ["execution"], holding("confirmation:correct", "order:release"));
    requireAuthority(undefined, "P100", ["execution"], holding("batch:upload"));
  });
});
