import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AccessRule } from "./access-rule.js";
import { sqlPredicateOf, toTypeOrm } from "./sql-predicate.js";

const permission = { id: "order:read", resource: "order", action: "read", description: "" };
const COLUMNS = { plantCode: "o.plant_code", state: "o.state" };

function rule(change: Partial<AccessRule>): AccessRule {
  return {
    effect: "ALLOW",
    permission,
    scope: undefined,
    conditions: [],
    fields: undefined,
    source: "role x",
    ...change,
  };
}

const inPlants = (...values: string[]): Partial<AccessRule> => ({ scope: { attribute: "plantCode", values } });
const held = [{ attribute: "state", operator: "eq", value: "HELD" } as const];

describe("sqlPredicateOf", () => {
  it("denies without a rule, and allows everything with an unconditional one", () => {
    assert.deepEqual(sqlPredicateOf([], COLUMNS, 1), { sql: "false", values: [] });
    assert.deepEqual(sqlPredicateOf([rule({ effect: "PROHIBIT", conditions: held })], COLUMNS, 1).sql, "false");
    assert.deepEqual(sqlPredicateOf([rule({}), rule(inPlants("P1"))], COLUMNS, 1), { sql: "true", values: [] });
  });

  it("makes one list of the plants of all grants, from the first free parameter on", () => {
    assert.deepEqual(sqlPredicateOf([rule(inPlants("P1", "P2")), rule(inPlants("P2", "P3"))], COLUMNS, 4), {
      sql: "((o.plant_code = ANY(CAST($4 AS text[]))))",
      values: [["P1", "P2", "P3"]],
    });
  });

  it("lets a prohibition win, also where it cannot be decided", () => {
    assert.deepEqual(
      sqlPredicateOf([rule(inPlants("P1")), rule({ effect: "PROHIBIT", conditions: held })], COLUMNS, 1),
      {
        sql: "((o.plant_code = ANY(CAST($1 AS text[])))) AND ((o.state = CAST($2 AS text))) IS FALSE",
        values: [["P1"], "HELD"],
      },
    );
    assert.equal(sqlPredicateOf([rule({}), rule({ effect: "PROHIBIT" })], COLUMNS, 1).sql, "false");
  });

  it("never writes a value into the statement", () => {
    const evil = "'; DROP TABLE il.client; --";
    const { sql, values } = sqlPredicateOf(
      [rule({ ...inPlants(evil), conditions: [{ ...held[0], value: evil } as never] })],
      COLUMNS,
      1,
    );
    assert.doesNotMatch(sql, /DROP/);
    assert.deepEqual(values, [[evil], evil]);
  });

  it("refuses a statement without a column for what the policy asks", () => {
    const rules = [rule({ conditions: [{ attribute: "author", operator: "eq", value: "me" }] })];
    assert.throws(() => sqlPredicateOf(rules, COLUMNS, 1), /asks for author/);
  });

  it("has named parameters for TypeORM", () => {
    assert.deepEqual(toTypeOrm(sqlPredicateOf([rule(inPlants("P1"))], COLUMNS, 1), "p"), {
      where: "(((o.plant_code = ANY(CAST(:p1 AS text[])))))",
      parameters: { p1: ["P1"] },
    });
  });
});
