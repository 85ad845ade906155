import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BuiltInContract } from "../gateway/public.js";
import type { ContractVersion } from "../registry/public.js";
import { type EnteringContract, withBuiltIn } from "./enter-built-in.js";
import type { ServedEntry } from "./served-entry.js";

const AT = new Date("2026-11-23T08:00:00Z");

/** What the function reads of a contract and its version. */
function entering(major: string, lifecycle: string, sunset?: string): EnteringContract {
  const line = { kind: "openapi", name: "thing", major } as const;
  const contract: BuiltInContract = {
    line,
    lifecycle,
    sunset,
    compiled: undefined,
    bundle: () => assert.fail("no bundle is needed"),
  };
  const version: ContractVersion = {
    ...line,
    digest: `${major}-new`,
    version: `${major.slice(1)}.0.0`,
    title: "Things",
    owner: "tests",
    domain: "thing",
    origin: "BUILT_IN",
    author: "system",
    state: "draft",
    registeredAt: AT.toISOString(),
    stateChangedAt: AT.toISOString(),
  };
  return { contract, version };
}

const entryOf = (entries: readonly ServedEntry[], major: string): ServedEntry | undefined =>
  entries.find(({ line }) => line === `openapi/thing/${major}`);

describe("contracts of the product", () => {
  it("come into force as their files say, a deprecated one with its end and its successor", () => {
    const set = withBuiltIn([], [entering("v1", "deprecated", "2027-06-30"), entering("v2", "promoted")], "P1", AT);
    assert.deepEqual(entryOf(set, "v1"), {
      line: "openapi/thing/v1",
      digest: "v1-new",
      version: "1.0.0",
      promotionId: "P1",
      state: "deprecated",
      deprecatedAt: "2026-11-23T08:00:00.000Z",
      sunsetAt: "2027-06-30T00:00:00.000Z",
      successor: "openapi/thing/v2",
    });
    assert.equal(entryOf(set, "v2")?.state, "promoted");
  });

  it("name no successor that is about to end itself", () => {
    const deprecated = [entering("v1", "deprecated", "2027-06-30"), entering("v2", "deprecated", "2028-01-01")];
    assert.equal(entryOf(withBuiltIn([], deprecated, "P1", AT), "v1")?.successor, undefined);
  });

  it("never move an announced end to an earlier day, nor its announcement to a later one", () => {
    const before: ServedEntry = {
      line: "openapi/thing/v1",
      digest: "v1-old",
      version: "0.9.0",
      state: "deprecated",
      promotionId: "P0",
      deprecatedAt: "2026-01-01T00:00:00.000Z",
      sunsetAt: "2029-01-01T00:00:00.000Z",
    };
    const set = withBuiltIn([before], [entering("v1", "deprecated", "2027-06-30")], "P1", AT);
    const { deprecatedAt, sunsetAt } = entryOf(set, "v1") ?? {};
    assert.deepEqual([deprecatedAt, sunsetAt], ["2026-01-01T00:00:00.000Z", "2029-01-01T00:00:00.000Z"]);
  });
});
