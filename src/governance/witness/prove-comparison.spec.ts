import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareContracts } from "../breaking/compare-contracts.js";
import type { ContractDocument } from "../breaking/contract-document.js";
import { loadBreakingRules } from "../breaking/load-rules.js";
import { builtInProfile } from "../breaking/profile.js";
import { RuleBook } from "../breaking/rule-book.js";
import { examplePaths } from "../breaking/structure/example-contract.js";
import { proveComparison } from "./prove-comparison.js";
import type { WitnessedComparison } from "./witness.js";

const rules = new RuleBook(await loadBreakingRules(new URL("../../../governance-rules/breaking/", import.meta.url)));

/** Two contracts whose `POST /orders` takes and returns an order with one line. */
function contract(line: object, order: object = {}): ContractDocument {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Order" } } };
  const operation = {
    requestBody: { required: true, content },
    responses: { "200": { description: "As stored.", content } },
  };
  const Order = {
    type: "object",
    required: ["number", "lines"],
    properties: {
      number: { type: "string", minLength: 1 },
      lines: { type: "array", minItems: 1, items: { $ref: "#/components/schemas/Line" } },
      ...order,
    },
  };
  const Line = { type: "object", required: ["material"], properties: { material: { type: "string" }, ...line } };
  return {
    format: "openapi-3.1",
    root: examplePaths({ "/orders": { post: operation } }, { components: { schemas: { Order, Line } } }),
  };
}

function proven(base: ContractDocument, revision: ContractDocument): WitnessedComparison {
  const comparison = compareContracts(base, revision, {
    rules,
    profile: builtInProfile("strict"),
    today: "2026-11-23",
  });
  return proveComparison(base, revision, comparison, { rules });
}

describe("proveComparison", () => {
  it("shows a tightened field inside the smallest whole request", () => {
    const { changes } = proven(
      contract({ note: { type: "string", maxLength: 6 } }),
      contract({ note: { type: "string", maxLength: 5 } }),
    );
    const change = changes.find(({ ruleId }) => ruleId === "req-body.max-length.narrowed");
    assert.equal(change?.certainty, "proven-breaking");
    assert.deepEqual(change?.touches, [{ operation: "POST /orders", fieldPaths: ["/lines/*/note"] }]);
    assert.deepEqual(change?.witness, {
      kind: "value",
      payload: { number: "text", lines: [{ material: "text", note: "aaaaaa" }] },
      acceptedBy: "base",
      rejectedBy: "revision",
      pointer: "/lines/0/note",
      errors: [{ pointer: "/lines/0/note", keyword: "maxLength", message: "must NOT have more than 5 characters" }],
    });
  });

  it("turns the roles around in responses", () => {
    const { changes } = proven(
      contract({ state: { enum: ["RUNNING"] } }),
      contract({ state: { enum: ["RUNNING", "HELD"] } }),
    );
    const witness = changes.find(({ ruleId }) => ruleId === "res-body.enum.widened")?.witness;
    assert.deepEqual(witness?.payload, { number: "text", lines: [{ material: "text", state: "HELD" }] });
    assert.deepEqual([witness?.acceptedBy, witness?.rejectedBy], ["revision", "base"]);
  });

  it("names the member that became mandatory", () => {
    const unit = { unit: { type: "string" } };
    const base = contract(unit);
    const revision = contract({ ...unit });
    const root = structuredClone(revision.root) as { components: { schemas: { Line: { required: string[] } } } };
    root.components.schemas.Line.required.push("unit");
    const change = proven(base, { ...revision, root }).changes.find(
      ({ ruleId }) => ruleId === "req-body.required.narrowed",
    );
    assert.deepEqual(change?.touches, [{ operation: "POST /orders", fieldPaths: ["/lines/*/unit"] }]);
    assert.deepEqual(change?.witness?.payload, { number: "text", lines: [{ material: "text" }] });
  });

  it("says why a change cannot be shown by any value", () => {
    const weight = (unit: string): ContractDocument => contract({ weight: { type: "number", "x-unit": unit } });
    const change = proven(weight("KGM"), weight("LBR")).changes.find(
      ({ rule, view }) => rule === "unit-code" && view === "request",
    );
    assert.equal(change?.certainty, "derived-breaking");
    assert.match(change?.witnessGap ?? "", /same number is accepted under both units/);
  });

  it("ends a doubt that a value decides", () => {
    const text = (pattern: string): ContractDocument =>
      contract({ code: { type: "string", pattern, examples: ["ab"] } });
    const comparison = proven(text("^[a-z]{2}$"), text("^(?=x)[a-z]{2}$"));
    const change = comparison.changes.find(
      ({ ruleId }) => ruleId === "req-body.pattern.changed" || ruleId === "req-body.pattern.narrowed",
    );
    assert.equal(change?.verdict, "breaking");
    assert.equal(change?.severity, "ERROR");
    assert.equal(change?.certainty, "proven-breaking");
    assert.equal(comparison.verdict, "breaking");
  });

  it("shows a removed operation by a request that nothing answers any more", () => {
    const base = contract({});
    const root = structuredClone(base.root) as { paths: Record<string, unknown> };
    root.paths = { "/orders": { get: { responses: { "200": { description: "All." } } } } };
    const change = proven(base, { ...base, root }).changes.find(({ rule }) => rule === "operation.removed");
    assert.deepEqual(change?.witness?.errors, [
      { pointer: "", keyword: "operation", message: "nothing answers POST /orders" },
    ]);
    assert.deepEqual(change?.touches, [{ operation: "POST /orders", fieldPaths: [] }]);
  });

  it("attacks what is held to be compatible and finds nothing against it", () => {
    const { defects, sampler, verdict } = proven(
      contract({ note: { type: "string", maxLength: 5 } }),
      contract({ note: { type: "string", maxLength: 6 } }),
    );
    assert.deepEqual(defects, []);
    assert.deepEqual([sampler.pairs, sampler.pairsNotRun], [1, 0]);
    assert.ok(sampler.samples >= 50, `${sampler.samples} samples`);
    assert.equal(verdict, "breaking");
  });

  it("says that a pair was not attacked when a schema cannot be judged", () => {
    const bad = (maxLength: number): ContractDocument =>
      contract({ note: { type: "string", maxLength }, odd: { type: "no-such-type" } });
    assert.equal(proven(bad(5), bad(6)).sampler.pairsNotRun, 1);
  });

  it("gives the same answer in every run", () => {
    const [base, revision] = [
      contract({ note: { type: "string", maxLength: 5 } }),
      contract({ note: { type: "integer" } }),
    ];
    assert.equal(JSON.stringify(proven(base, revision)), JSON.stringify(proven(base, revision)));
  });
});
