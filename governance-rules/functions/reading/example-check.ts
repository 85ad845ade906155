import { Ajv2020 } from "ajv/dist/2020.js";
import addFormatsModule from "ajv-formats";
import { linearMatcher } from "./patterns.js";
import { isObject, type Members, objectOf, type Path, textOf } from "./values.js";

type Check = (schema: Path, value: unknown) => string | undefined;

const DOCUMENT = "https://contract.invalid/document";

/**
 * A check of values against schemas of one contract, with the contract's own patterns run by RE2: a pattern that
 * backtracks cannot hang the reader. Answers the first breach, or undefined.
 */
export function compileExampleCheck(root: unknown): Check {
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    logger: false,
    // Without it 0.3 would be no multiple of 0.1. The gateway decides exactly, but this file must stand alone in an export.
    multipleOfPrecision: 12,
    // A check runs once or twice; optimising its code would cost more than it saves.
    code: { regExp: linearRegExp, optimize: false },
  });
  addFormatsModule.default(ajv);
  ajv.addSchema(asSchema(root), DOCUMENT);
  return (schema, value) => {
    try {
      const validate = ajv.getSchema(`${DOCUMENT}#${fragment(schema)}`);
      if (validate === undefined) return "the schema leads nowhere";
      if (validate(value) === true) return undefined;
      const breach = validate.errors?.[0];
      return `${breach?.instancePath === "" ? "it" : (breach?.instancePath ?? "it")} ${breach?.message ?? "is refused"}`;
    } catch (error) {
      return `the schema cannot be compiled (${error instanceof Error ? error.message : String(error)})`;
    }
  };
}

/** Ajv keeps compiled patterns by their text; without toString all of them would be the first. */
const linearRegExp = Object.assign(
  (pattern: string) => {
    const matches = linearMatcher(pattern);
    if (matches === undefined) throw new SyntaxError(`${pattern} is no RE2 pattern`);
    return { test: matches, toString: () => pattern };
  },
  { code: "linearRegExp" },
);

/** The contract as the root of its schemas; AsyncAPI's own `id` would be taken for one of an old draft. */
function asSchema(root: unknown): Members {
  const { id: _id, ...members } = objectOf(modernised(root, isOpenApi30(root)));
  return { ...members, $id: DOCUMENT };
}

function isOpenApi30(root: unknown): boolean {
  return textOf(objectOf(root)["openapi"]).startsWith("3.0");
}

/** OpenAPI 3.0 writes null and exclusive bounds in its own way; `$id` of parts would move their references. */
function modernised(value: unknown, is30: boolean): unknown {
  if (Array.isArray(value)) return value.map((element) => modernised(element, is30));
  if (!isObject(value)) return value;
  const members = Object.entries(value)
    .filter(([name, member]) => !(name === "$id" && typeof member === "string"))
    .map(([name, member]) => [name, modernised(member, is30)] as const);
  return is30 ? modernKeywords(Object.fromEntries(members)) : Object.fromEntries(members);
}

function modernKeywords(schema: Members): Members {
  const { nullable, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  return {
    ...rest,
    ...(nullable === true && typeof rest["type"] === "string" ? { type: [rest["type"], "null"] } : {}),
    ...exclusive("exclusiveMinimum", exclusiveMinimum, rest["minimum"]),
    ...exclusive("exclusiveMaximum", exclusiveMaximum, rest["maximum"]),
  };
}

function exclusive(name: string, flag: unknown, bound: unknown): Members {
  if (typeof flag === "boolean") return flag ? { [name]: bound } : {};
  return flag === undefined ? {} : { [name]: flag };
}

function fragment(path: Path): string {
  return path
    .map((token) => `/${encodeURIComponent(String(token).replaceAll("~", "~0").replaceAll("/", "~1"))}`)
    .join("");
}
