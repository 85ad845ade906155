import type { Finding } from "../../../kernel/finding.js";
import type { AttributeType, Resource } from "./policy.js";
import { policyFinding } from "./policy-documents.js";

/** Operators of conditions; there are no others, and none combines conditions. */
export const OPERATORS = ["eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte"] as const;
export type Operator = (typeof OPERATORS)[number];

/** A single value of an attribute. */
export type Scalar = string | number | boolean;

/** Stands for the id of whoever asks. */
export const PRINCIPAL = "$principal";

/** One comparison of an attribute with a literal. An absent attribute makes it neither true nor false. */
export interface Condition {
  readonly attribute: string;
  readonly operator: Operator;
  /** One value, or for `in` and `notIn` at least one. */
  readonly value: Scalar | readonly Scalar[];
}

/** `when` of a policy file: attribute → operator → value, all of them together. */
export type WhenDocument = Readonly<Record<string, Readonly<Partial<Record<Operator, unknown>>>>>;

const LIST_OPERATORS: readonly string[] = ["in", "notIn"];
const ORDER_OPERATORS: readonly string[] = ["lt", "lte", "gt", "gte"];
const JS_TYPE: Readonly<Record<AttributeType, string>> = { text: "string", number: "number", flag: "boolean" };

/** Reads the comparisons of a `when` whose shape was checked. */
export function conditionsOf(when: WhenDocument): Condition[] {
  return Object.entries(when).flatMap(([attribute, comparisons]) =>
    Object.entries(comparisons).map(([operator, value]) => {
      return { attribute, operator: operator as Operator, value: value as Condition["value"] };
    }),
  );
}

/**
 * What is wrong with conditions, seen from the resource they speak of: a misspelt attribute would match nothing, which
 * in a prohibition means that nothing is prohibited.
 */
export function conditionFindings(pointer: string, when: WhenDocument, resource: Resource | undefined): Finding[] {
  return conditionsOf(when).flatMap(({ attribute, operator, value }) => {
    const type = resource?.attributes.get(attribute);
    const place = `${pointer}/${attribute}/${operator}`;
    if (type === undefined) {
      const known = [...(resource?.attributes.keys() ?? [])].join(", ");
      const message = `${resource?.id ?? "the resource"} has no attribute ${attribute} in resources.yaml; it has ${known === "" ? "none" : known}`;
      return [policyFinding(place, message)];
    }
    const message = objection(type, operator, value);
    return message === undefined ? [] : [policyFinding(place, message)];
  });
}

function objection(type: AttributeType, operator: Operator, value: unknown): string | undefined {
  if (ORDER_OPERATORS.includes(operator) && type !== "number") return `${operator} compares numbers, not ${type}`;
  const wantsList = LIST_OPERATORS.includes(operator);
  if (wantsList !== Array.isArray(value)) return wantsList ? "needs a list of values" : "needs one value, no list";
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) return "needs at least one value";
  if (values.some((one) => typeof one !== JS_TYPE[type] || Number.isNaN(one))) return `needs ${type} values`;
  return undefined;
}

/** The same conditions for one principal. */
export function bindPrincipal(conditions: readonly Condition[], clientId: string): Condition[] {
  const bind = (value: Scalar): Scalar => (value === PRINCIPAL ? clientId : value);
  return conditions.map((condition) => {
    const { value } = condition;
    return { ...condition, value: isList(value) ? value.map(bind) : bind(value) };
  });
}

/** The values of a condition as a list. */
export function valuesOf({ value }: Condition): readonly Scalar[] {
  return isList(value) ? value : [value];
}

const isList = (value: Condition["value"]): value is readonly Scalar[] => Array.isArray(value);
