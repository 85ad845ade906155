import coreFunctions from "@stoplight/spectral-functions";
import { Ajv2020 } from "ajv/dist/2020.js";
import { linearPattern } from "./linear-pattern.js";
import { isJsonObject, type JsonObject } from "../intake/json-value.js";
import type { Judgement, RuleFunction } from "./rule-function.js";

const KEPT = [
  "alphabetical",
  "casing",
  "defined",
  "enumeration",
  "falsy",
  "length",
  "or",
  "truthy",
  "undefined",
  "unreferencedReusableObject",
  "xor",
] as const;

/**
 * The core functions of Spectral a ruleset may name. `pattern` and `schema` are ours, because Spectral's hand the
 * ruleset's patterns to a backtracking engine.
 */
export function safeCoreFunctions(): ReadonlyMap<string, RuleFunction> {
  const core: Readonly<Record<string, unknown>> = coreFunctions;
  const kept = KEPT.map((name) => [name, core[name] as RuleFunction] as const);
  return new Map<string, RuleFunction>([...kept, ["pattern", judgePattern], ["schema", judgeSchema]]);
}

const judgePattern: RuleFunction = (target, options): Judgement => {
  if (typeof target !== "string") return [];
  const { match, notMatch } = options ?? {};
  if (typeof match === "string" && !linearPattern(match)(target)) {
    return [{ message: `"${target}" must match the pattern ${match}` }];
  }
  if (typeof notMatch === "string" && linearPattern(notMatch)(target)) {
    return [{ message: `"${target}" must not match the pattern ${notMatch}` }];
  }
  return [];
};

const judgeSchema: RuleFunction = (target, options, context): Judgement => {
  const schema = options?.["schema"];
  if (!isJsonObject(schema)) return [{ message: "the rule has no schema to judge by" }];
  const validate = validatorOf(schema);
  if (validate(target)) return [];
  return (validate.errors ?? []).map((error) => ({
    message: `${error.instancePath || "it"} ${error.message ?? "does not fit the schema"}`,
    path: [...context.path, ...error.instancePath.split("/").slice(1)],
  }));
};

function validatorOf(schema: JsonObject): ReturnType<Ajv2020["compile"]> {
  return new Ajv2020({ allErrors: true, strict: false, code: { regExp: linearRegExp } }).compile(schema);
}

/** Ajv's place for another regular-expression engine; Ajv keeps compiled patterns by their text. */
const linearRegExp = Object.assign((pattern: string) => ({ test: linearPattern(pattern), toString: () => pattern }), {
  code: "linearRegExp",
});
