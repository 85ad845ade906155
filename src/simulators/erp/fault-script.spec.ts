import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type FaultRule, FaultScript } from "./fault-script.js";

function strikes(rules: FaultRule[], seed: number, requests: [string, string][]): (string | undefined)[] {
  const script = new FaultScript();
  script.replace(rules, seed);
  return requests.map(([kind, order]) => script.strike(kind, order)?.fault);
}

describe("fault script", () => {
  it("strikes only what it is about, the n-th time, and so often", () => {
    const rules: FaultRule[] = [
      { match: { kind: "CONFIRMATION", orderNumber: "1", nth: 2 }, fault: "lock" },
      { match: { kind: "SCRAP" }, fault: "503", times: 1 },
    ];
    const requests: [string, string][] = [
      ["CONFIRMATION", "1"],
      ["CONFIRMATION", "2"],
      ["CONFIRMATION", "1"],
      ["CONFIRMATION", "1"],
      ["SCRAP", "1"],
      ["SCRAP", "1"],
    ];
    assert.deepEqual(strikes(rules, 1, requests), [undefined, undefined, "lock", undefined, "503", undefined]);
  });

  it("leaves look-ups alone unless a rule names them", () => {
    assert.deepEqual(
      strikes([{ fault: "reset" }], 1, [
        ["READ", ""],
        ["SCRAP", "1"],
      ]),
      [undefined, "reset"],
    );
    assert.deepEqual(
      strikes([{ match: { kind: "READ" }, fault: "503" }], 1, [
        ["READ", ""],
        ["SCRAP", "1"],
      ]),
      ["503", undefined],
    );
  });

  it("strikes with its probability, the same way for the same seed", () => {
    const requests = Array.from({ length: 1_000 }, (): [string, string] => ["SCRAP", "1"]);
    const rules: FaultRule[] = [{ match: { probability: 0.2 }, fault: "503" }];
    const first = strikes(rules, 42, requests);
    assert.deepEqual(strikes(rules, 42, requests), first);
    assert.notDeepEqual(strikes(rules, 43, requests), first);
    const share = first.filter((fault) => fault !== undefined).length;
    assert.ok(share > 150 && share < 250, String(share));
  });
});
