import type { SchemaError } from "./schema-compiler.js";
import { type JsonObject, asList, asObject } from "./json-value.js";

/** What a violation is called and how it is mended. Values of the request are never repeated. */
export interface ViolationText {
  readonly message: string;
  readonly fix: string;
}

type Describe = (field: string, parameters: JsonObject, schema: JsonObject) => ViolationText;

const text = (message: string, fix: string): ViolationText => ({ message, fix });

const limits =
  (noun: string): Describe =>
  (field, { comparison, limit }) =>
    text(`${field} must be ${comparison} ${limit}.`, `Send a ${noun} ${comparison} ${limit}.`);

const sizes =
  (side: "at least" | "at most", noun: string): Describe =>
  (field, { limit }) =>
    text(`${field} must have ${side} ${limit} ${noun}.`, `Send ${side} ${limit} ${noun}.`);

const unknownMember =
  (key: string): Describe =>
  (field, parameters) => {
    const name = clip(String(parameters[key]), 60);
    return text(`${field} has the unknown member ${name}.`, `Remove ${name} or correct its name.`);
  };

const describeByKeyword: Readonly<Record<string, Describe>> = {
  required: (field, { missingProperty }) => text(`${field} lacks ${missingProperty}.`, `Add ${missingProperty}.`),
  dependentRequired: (field, { missingProperty, property }) =>
    text(
      `${field} lacks ${missingProperty}, which goes with ${property}.`,
      `Add ${missingProperty} or remove ${property}.`,
    ),
  additionalProperties: unknownMember("additionalProperty"),
  unevaluatedProperties: unknownMember("unevaluatedProperty"),
  type: (field, { type }) => text(`${field} must be ${oneOf([type].flat())}.`, `Send a JSON ${oneOf([type].flat())}.`),
  enum: (field, { allowedValues }) =>
    text(`${field} must be one of ${listed(allowedValues)}.`, `Send one of ${listed(allowedValues)}.`),
  const: (field, { allowedValue }) =>
    text(`${field} must be ${JSON.stringify(allowedValue)}.`, `Send ${JSON.stringify(allowedValue)}.`),
  pattern: (field, { pattern }, schema) =>
    text(`${field} must match ${pattern}.`, `Send text that matches ${pattern}${example(schema)}.`),
  format: (field, { format }, schema) =>
    text(`${field} must be a valid ${format}.`, `Send a ${format}${example(schema)}.`),
  minimum: limits("number"),
  maximum: limits("number"),
  exclusiveMinimum: limits("number"),
  exclusiveMaximum: limits("number"),
  multipleOf: (field, { multipleOf }) =>
    text(`${field} must be a multiple of ${multipleOf}.`, `Send a multiple of ${multipleOf}.`),
  minLength: sizes("at least", "characters"),
  maxLength: sizes("at most", "characters"),
  minItems: sizes("at least", "elements"),
  maxItems: sizes("at most", "elements"),
  minProperties: sizes("at least", "members"),
  maxProperties: sizes("at most", "members"),
  uniqueItems: (field, { i, j }) => text(`${field} has equal elements at ${j} and ${i}.`, "Send each element once."),
  contains: (field, { minContains }) =>
    text(
      `${field} lacks an element it must contain.`,
      `Add at least ${typeof minContains === "number" ? minContains : 1} of them.`,
    ),
  propertyNames: (field, { propertyName }, schema) => {
    const pattern = asObject(schema["propertyNames"])["pattern"];
    const rule = typeof pattern === "string" ? `names that match ${pattern}` : "names the contract allows";
    return text(
      `${field} has a member with the name ${clip(String(propertyName), 60)}, which is not allowed.`,
      `Use ${rule}.`,
    );
  },
  oneOf: (field) =>
    text(`${field} must match exactly one of the forms the contract allows.`, "Send one of these forms."),
  anyOf: (field) => text(`${field} matches none of the forms the contract allows.`, "Send one of these forms."),
  not: (field) => text(`${field} has a form the contract excludes.`, "Send another form."),
  "false schema": (field) => text(`${field} may not be sent.`, "Remove it."),
};

/** @param field how the value is called in messages, such as `operations[0].sequence` */
export function describeViolation(field: string, error: SchemaError): ViolationText {
  const describe = describeByKeyword[error.keyword];
  const result = describe?.(field, asObject(error.params), asObject(error.parentSchema));
  return result ?? text(`${field} breaks the rule ${error.keyword}.`, "Compare it with the contract.");
}

/** `["operations", "0", "sequence"]` → `operations[0].sequence`; `root` names the value itself. */
export function fieldName(tokens: readonly string[], root: string): string {
  if (tokens.length === 0) return root;
  const path = tokens.map((token) => (/^[0-9]+$/.test(token) ? `[${token}]` : `.${clip(token, 60)}`)).join("");
  return clip(path.replace(/^\./, ""), 200);
}

export function clip(value: string, length: number): string {
  return value.length <= length ? value : `${value.slice(0, length - 1)}…`;
}

const oneOf = (names: readonly unknown[]): string => names.join(" or ");

const listed = (values: unknown): string =>
  clip(
    asList(values)
      .map((value) => JSON.stringify(value))
      .join(", "),
    300,
  );

function example(schema: JsonObject): string {
  const first = asList(schema["examples"])[0];
  return first === undefined ? "" : `, such as ${clip(JSON.stringify(first), 100)}`;
}
