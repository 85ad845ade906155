import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type ApiBinding,
  ContractBindingError,
  checkBindings,
  checkServable,
  loadContractSet,
} from "../../src/gateway/public.js";
import type { VersionChange } from "../../src/gateway/public.js";
import { v1ToV2, v2ToV3 } from "./note-changes.js";
import { NoteHandlers, noteContracts } from "./versioned-gateway.js";

const contracts = loadContractSet(noteContracts);
const compiledOf = (major: string) => {
  const found = contracts.contracts.find(({ line }) => line.major === major)?.compiled;
  if (found === undefined) throw new Error(`${major} is missing`);
  return found;
};
const bindingOf = (changes: readonly VersionChange[]): ApiBinding => ({
  api: "note",
  handlers: NoteHandlers.prototype,
  ...(changes.length === 0 ? {} : { versions: { changes, handled: compiledOf("v3") } }),
});
const without = (change: VersionChange, ...ids: readonly string[]): VersionChange => ({
  ...change,
  operations: Object.fromEntries(Object.entries(change.operations).filter(([id]) => !ids.includes(id))),
});

function faultsOf(changes: readonly VersionChange[]): readonly string[] {
  try {
    checkBindings(contracts, [bindingOf(changes)]);
    return [];
  } catch (error) {
    assert.ok(error instanceof ContractBindingError);
    return error.findings.map(({ code, message }) => `${code} ${message}`);
  }
}

describe("the start", () => {
  it("takes a complete chain", () => {
    assert.deepEqual(faultsOf([v1ToV2, v2ToV3]), []);
  });

  it("names every version that no change leads away from", () => {
    const faults = faultsOf([]);
    assert.ok(
      faults.some((fault) => /^ilk-version-change note\/v1: .* to v2, and none does$/.test(fault)),
      faults.join("\n"),
    );
    assert.ok(faults.some((fault) => /^ilk-version-change note\/v2: .* to v3, and none does$/.test(fault)));
  });

  it("names in one list a missing step, a step of nothing, and operations without a way", () => {
    const moved = { up: (request: never) => request, down: (answer: never) => answer, to: "gone" };
    const broken: VersionChange = {
      ...v1ToV2,
      operations: { ...without(v1ToV2, "getSummary").operations, oldThing: moved, getNote: moved },
    };
    assert.deepEqual(faultsOf([broken, { ...v2ToV3, from: "v9" }]).toSorted(), [
      "ilk-handler-missing note/v1 getNote: neither is there an operation gone in v2, nor does v1-to-v2 convert it",
      "ilk-handler-missing note/v1 getSummary: neither is there an operation getSummary in v2, nor does v1-to-v2 convert it",
      "ilk-version-change note/v1 getNote: the version change v1-to-v2 leads to gone, which v2 does not have",
      "ilk-version-change note/v1 oldThing: the version change v1-to-v2 converts it, and it does not exist",
      "ilk-version-change note/v1 oldThing: the version change v1-to-v2 leads to gone, which v2 does not have",
      "ilk-version-change note/v2: one version change must lead from it to v3, and none does",
      "ilk-version-change note: the version change v9-to-v3 names v9, which has no contract",
    ]);
  });
});

describe("a promotion", () => {
  const permissions = new Set(["thing:read", "thing:write"]);

  it("takes an older version whose every operation has a way to the handlers", () => {
    assert.deepEqual(checkServable(compiledOf("v1"), [bindingOf([v1ToV2, v2ToV3])], permissions), []);
  });

  it("refuses one with an operation that has none", () => {
    const findings = checkServable(compiledOf("v1"), [bindingOf([without(v1ToV2, "getSummary"), v2ToV3])], permissions);
    assert.deepEqual(
      findings.map(({ code }) => code),
      ["ilk-handler-missing"],
    );
  });
});
