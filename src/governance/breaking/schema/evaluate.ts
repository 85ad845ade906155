import { isMultipleOf } from "../../../kernel/exact-multiple-of.js";
import { isEqualJson } from "../canonical-json.js";
import { isJsonObject, type JsonObject } from "../contract-document.js";
import type { Conjunct } from "./conjunction.js";
import { jsonTypeOf } from "./json-type.js";
import { elementSchemas, memberSchemas } from "./members.js";
import { isPatternMatch } from "./pattern/pattern-inclusion.js";
import type { SchemaNode } from "./schema-node.js";
import type { SchemaReader } from "./schema-reader.js";

/** Whether a value is accepted; a refusal names the rule and the keyword that refuses. */
export type Evaluation =
  | { readonly answer: "accepted" }
  | { readonly answer: "refused" | "undecided"; readonly rule: string; readonly pointer: string };

const ACCEPTED: Evaluation = { answer: "accepted" };

/** Decides one value, as a validator would; `format` and `content*` are left to their own comparison. */
export function evaluate(reader: SchemaReader, node: SchemaNode, value: unknown): Evaluation {
  const parts = [
    () => evaluateOwn(node, value),
    () => evaluateText(node, value),
    () => evaluateNumber(node, value),
    () => evaluateArray(reader, node, value),
    () => evaluateObject(reader, node, value),
    () => evaluateLogic(reader, node, value),
  ];
  return all(parts);
}

/** The first refusal, else the first doubt, else acceptance. */
function all(parts: readonly (() => Evaluation)[]): Evaluation {
  let doubt: Evaluation = ACCEPTED;
  for (const part of parts) {
    const evaluation = part();
    if (evaluation.answer === "refused") return evaluation;
    if (evaluation.answer === "undecided" && doubt.answer === "accepted") doubt = evaluation;
  }
  return doubt;
}

function check(isAccepted: boolean | undefined, rule: string, pointer: string | undefined): Evaluation {
  if (isAccepted === true) return ACCEPTED;
  return { answer: isAccepted === false ? "refused" : "undecided", rule, pointer: pointer ?? "" };
}

function evaluateOwn(node: SchemaNode, value: unknown): Evaluation {
  const type = jsonTypeOf(value);
  if (!node.types.has(type)) return check(false, type === "null" ? "null" : "type", node.typePointer);
  const { values } = node;
  if (values === undefined) return ACCEPTED;
  return check(
    values.value.some((allowed) => isEqualJson(allowed, value)),
    "enum",
    values.pointer,
  );
}

function evaluateText(node: SchemaNode, value: unknown): Evaluation {
  if (typeof value !== "string") return ACCEPTED;
  return all([
    () => withinLimits(node, Array.from(value).length, "minLength", "maxLength"),
    ...node.patterns.map((pattern) => () => check(isPatternMatch(pattern.value, value), "pattern", pattern.pointer)),
  ]);
}

function withinLimits(node: SchemaNode, count: number, low: LowLimit, high: HighLimit): Evaluation {
  const [min, max] = [node.limits.get(low), node.limits.get(high)];
  if (min !== undefined && count < min.value) return check(false, RULE_OF_LIMIT[low], min.pointer);
  if (max !== undefined && count > max.value) return check(false, RULE_OF_LIMIT[high], max.pointer);
  return ACCEPTED;
}

type LowLimit = "minLength" | "minItems" | "minProperties";
type HighLimit = "maxLength" | "maxItems" | "maxProperties";

/** The rule that judges each count keyword. */
export const RULE_OF_LIMIT: Readonly<Record<LowLimit | HighLimit, string>> = {
  minLength: "min-length",
  maxLength: "max-length",
  minItems: "min-items",
  maxItems: "max-items",
  minProperties: "min-properties",
  maxProperties: "max-properties",
};

function evaluateNumber(node: SchemaNode, value: unknown): Evaluation {
  if (typeof value !== "number") return ACCEPTED;
  const { minimum, maximum } = node;
  return all([
    () => check(node.integer === undefined || Number.isInteger(value), "type", node.integer),
    () =>
      check(
        minimum === undefined ||
          value > minimum.value.limit ||
          (value === minimum.value.limit && !minimum.value.isExclusive),
        "minimum",
        minimum?.pointer,
      ),
    () =>
      check(
        maximum === undefined ||
          value < maximum.value.limit ||
          (value === maximum.value.limit && !maximum.value.isExclusive),
        "maximum",
        maximum?.pointer,
      ),
    ...node.multiples.map((step) => () => check(isMultipleOf(value, step.value), "multiple-of", step.pointer)),
  ]);
}

function evaluateArray(reader: SchemaReader, node: SchemaNode, value: unknown): Evaluation {
  if (!Array.isArray(value)) return ACCEPTED;
  const isUnique = value.every((item, index) => !value.slice(0, index).some((other) => isEqualJson(item, other)));
  return all([
    () => withinLimits(node, value.length, "minItems", "maxItems"),
    () => check(node.uniqueItems === undefined || isUnique, "unique-items", node.uniqueItems),
    ...value.map((item, index) => () => evaluateWith(reader, elementSchemas(node, index).conjuncts, item)),
    ...node.contains.map(({ schema, countMin, countMax, pointer }) => () => {
      const answers = value.map((item) => evaluateWith(reader, [schema], item).answer);
      const sure = answers.filter((answer) => answer === "accepted").length;
      const possible = sure + answers.filter((answer) => answer === "undecided").length;
      if (possible < countMin || sure > (countMax ?? Infinity)) return check(false, "contains", pointer);
      return check(sure >= countMin && possible <= (countMax ?? Infinity) ? true : undefined, "contains", pointer);
    }),
  ]);
}

function evaluateObject(reader: SchemaReader, node: SchemaNode, value: unknown): Evaluation {
  if (!isJsonObject(value)) return ACCEPTED;
  const names = Object.keys(value);
  const has = (name: string): boolean => Object.hasOwn(value, name);
  return all([
    () => withinLimits(node, names.length, "minProperties", "maxProperties"),
    ...[...node.required].map(
      ([name, pointer]) =>
        () =>
          check(has(name), "required", pointer),
    ),
    ...names.map((name) => () => evaluateMember(reader, node, name, value)),
    ...names.flatMap((name) => node.propertyNames.map((schema) => () => evaluateWith(reader, [schema], name))),
    ...[...node.dependentRequired].flatMap(([name, needs]) =>
      has(name)
        ? [...needs].map(
            ([need, pointer]) =>
              () =>
                check(has(need), "dependent-required", pointer),
          )
        : [],
    ),
    ...[...node.dependentSchemas].map(
      ([name, schemas]) =>
        () =>
          has(name) ? evaluateWith(reader, schemas, value) : ACCEPTED,
    ),
  ]);
}

function evaluateMember(reader: SchemaReader, node: SchemaNode, name: string, value: JsonObject): Evaluation {
  const { conjuncts, isUncertain } = memberSchemas(node, name);
  const evaluation = evaluateWith(reader, conjuncts, value[name]);
  const isOpen = isUncertain && evaluation.answer !== "refused";
  return isOpen ? check(undefined, "pattern-properties", node.pointer) : evaluation;
}

function evaluateLogic(reader: SchemaReader, node: SchemaNode, value: unknown): Evaluation {
  return all([
    ...node.unions.map(({ keyword, branches, pointer }) => () => {
      const answers = branches.map((branch) => evaluateWith(reader, [branch], value).answer);
      const sure = answers.filter((answer) => answer === "accepted").length;
      const possible = sure + answers.filter((answer) => answer === "undecided").length;
      const countMax = keyword === "oneOf" ? 1 : Infinity;
      const rule = keyword === "oneOf" ? "one-of" : "any-of";
      if (possible < 1 || sure > countMax) return check(false, rule, pointer);
      return check(sure >= 1 && possible <= countMax ? true : undefined, rule, pointer);
    }),
    ...node.negations.map((schema) => () => {
      const { answer } = evaluateWith(reader, [schema], value);
      return check(answer === "undecided" ? undefined : answer === "refused", "not", schema.pointer);
    }),
    ...node.conditionals.map(({ test, consequence, alternative, pointer }) => () => {
      const { answer } = evaluateWith(reader, [test], value);
      if (answer === "undecided") return check(undefined, "if-then-else", pointer);
      const chosen = answer === "accepted" ? consequence : alternative;
      return chosen === undefined ? ACCEPTED : evaluateWith(reader, [chosen], value);
    }),
    ...node.opaques.map(
      ({ pointer }) =>
        () =>
          check(undefined, "dynamic-ref", pointer),
    ),
  ]);
}

/** A schema that refers to itself for the same value ends nowhere; values themselves are never this deep. */
function evaluateWith(reader: SchemaReader, conjuncts: readonly Conjunct[], value: unknown): Evaluation {
  const node = reader.node(reader.conjunction(conjuncts));
  const evaluation = reader.descend(() => evaluate(reader, node, value));
  return evaluation ?? check(undefined, "dynamic-ref", node.pointer);
}
