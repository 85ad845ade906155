import type { AccessRule, RuleScope } from "./access-rule.js";
import { type Condition, type Scalar, valuesOf } from "./condition.js";

/**
 * SQL expressions of attributes, such as `{ plantCode: "o.plant_code", state: "o.state" }`. They are written by
 * developers beside their statement, never made from input.
 */
export type AttributeColumns = Readonly<Record<string, string>>;

/**
 * A condition for a WHERE clause, with the values of its parameters. Where it may be NULL, NULL means "no", as it does in
 * a WHERE clause; to negate it, write `(…) IS NOT TRUE`.
 */
export interface SqlPredicate {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * Which rows a reader may see, for any statement: `rows({ plantCode: "o.plant_code" }, 3)` gives the condition whose
 * parameters begin with `$3`.
 */
export type RowFilter = (columns: AttributeColumns, firstParameter: number) => SqlPredicate;

/** For reads by the product itself, which show nobody anything. */
export const EVERY_ROW: RowFilter = () => ({ sql: "true", values: [] });

/** The same for TypeORM: `queryBuilder.andWhere(where, parameters)`. */
export interface TypeOrmPredicate {
  readonly where: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** An operator in SQL; each is NULL when its attribute is, and the caller decides what that means. */
const COMPARISON: Readonly<Record<Condition["operator"], (column: string, parameter: string, type: string) => string>> =
  {
    eq: (column, parameter, type) => `${column} = CAST(${parameter} AS ${type})`,
    ne: (column, parameter, type) => `${column} <> CAST(${parameter} AS ${type})`,
    in: (column, parameter, type) => `${column} = ANY(CAST(${parameter} AS ${type}[]))`,
    notIn: (column, parameter, type) => `${column} <> ALL(CAST(${parameter} AS ${type}[]))`,
    lt: (column, parameter, type) => `${column} < CAST(${parameter} AS ${type})`,
    lte: (column, parameter, type) => `${column} <= CAST(${parameter} AS ${type})`,
    gt: (column, parameter, type) => `${column} > CAST(${parameter} AS ${type})`,
    gte: (column, parameter, type) => `${column} >= CAST(${parameter} AS ${type})`,
  };

/**
 * Translates the rules of one permission. A rule that allows must be true, a prohibition must be false; what is NULL is
 * unknown and helps neither, so an absent attribute never opens a row.
 * @param firstParameter number of the first `$n` that is free in the statement
 * @throws Error when a rule asks for an attribute that the statement has no column for
 */
export function sqlPredicateOf(
  rules: readonly AccessRule[],
  columns: AttributeColumns,
  firstParameter: number,
): SqlPredicate {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${firstParameter + values.push(value) - 1}`;
  const disjunction = (effect: AccessRule["effect"]): string | undefined => {
    const chosen = merged(rules.filter((rule) => rule.effect === effect));
    // Before anything is bound: PostgreSQL refuses a parameter that no expression uses.
    if (chosen.some(isUnconditional)) return EVERYTHING;
    return chosen.length === 0 ? undefined : chosen.map((rule) => conjunction(rule, columns, bind)).join(" OR ");
  };
  const allowed = disjunction("ALLOW");
  const prohibited = disjunction("PROHIBIT");
  if (allowed === undefined || prohibited === EVERYTHING) return { sql: "false", values: [] };
  const parts = [
    // Without IS TRUE, which would keep the planner from using an index on the plant.
    ...(allowed === EVERYTHING ? [] : [`(${allowed})`]),
    ...(prohibited === undefined ? [] : [`(${prohibited}) IS FALSE`]),
  ];
  return { sql: parts.length === 0 ? "true" : parts.join(" AND "), values };
}

/** The same predicate, made with firstParameter 1, with named parameters for a TypeORM query builder. */
export function toTypeOrm({ sql, values }: SqlPredicate, prefix: string): TypeOrmPredicate {
  const where = sql.replace(/\$([0-9]+)/g, (_, index: string) => `:${prefix}${index}`);
  return {
    where: `(${where})`,
    parameters: Object.fromEntries(values.map((value, at) => [`${prefix}${at + 1}`, value])),
  };
}

const EVERYTHING = "true";

const isUnconditional = ({ scope, conditions }: AccessRule): boolean => scope === undefined && conditions.length === 0;

type Bind = (value: unknown) => string;

/** Several grants without conditions become one list of plants, so that one index condition serves them all. */
function merged(rules: readonly AccessRule[]): readonly AccessRule[] {
  const isPlain = ({ scope, conditions }: AccessRule): boolean => scope !== undefined && conditions.length === 0;
  const byAttribute = Map.groupBy(rules.filter(isPlain), ({ scope }) => scope?.attribute);
  const plain = [...byAttribute.values()].flatMap((group): AccessRule[] => {
    const [first] = group;
    if (first?.scope === undefined) return [];
    const values = [...new Set(group.flatMap(({ scope }) => scope?.values ?? []))];
    return [{ ...first, scope: { attribute: first.scope.attribute, values } }];
  });
  return [...plain, ...rules.filter((rule) => !isPlain(rule))];
}

function conjunction({ scope, conditions }: AccessRule, columns: AttributeColumns, bind: Bind): string {
  const parts = [...scopePart(scope, columns, bind), ...conditions.map((condition) => part(condition, columns, bind))];
  return `(${parts.join(" AND ")})`;
}

function scopePart(scope: RuleScope | undefined, columns: AttributeColumns, bind: Bind): string[] {
  if (scope === undefined) return [];
  return [COMPARISON.in(columnOf(scope.attribute, columns), bind(scope.values), "text")];
}

function part(condition: Condition, columns: AttributeColumns, bind: Bind): string {
  const { attribute, operator, value } = condition;
  const [first = ""] = valuesOf(condition);
  return COMPARISON[operator](columnOf(attribute, columns), bind(value), typeOf(first));
}

/** PostgreSQL's name for the type of a value; conditions hold no other types. */
function typeOf(value: Scalar): string {
  return typeof value === "number" ? "numeric" : typeof value === "boolean" ? "boolean" : "text";
}

function columnOf(attribute: string, columns: AttributeColumns): string {
  const column = columns[attribute];
  if (column === undefined) throw new Error(`the policy asks for ${attribute}, which this statement has no column for`);
  return column;
}
