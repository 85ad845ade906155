import { type JsonObject, asList, asObject, isJsonObject } from "./json-value.js";
import type { NormalSchema } from "./schema-normalizer.js";

type Registry = ReadonlyMap<string, NormalSchema>;

/**
 * The problem code of the nearest schema around a value that names one (`x-interlock.problem`). Where several branches
 * could describe the value, the first that names a code wins.
 */
export function problemCodeAt(schema: NormalSchema, tokens: readonly string[], registry: Registry): string | undefined {
  let schemas = applicable([schema], registry);
  let code = codeOf(schemas);
  for (const token of tokens) {
    schemas = applicable(
      schemas.flatMap((parent) => childSchemas(parent, token)),
      registry,
    );
    code = codeOf(schemas) ?? code;
  }
  return code;
}

function codeOf(schemas: readonly JsonObject[]): string | undefined {
  for (const schema of schemas) {
    const code = asObject(schema["x-interlock"])["problem"];
    if (typeof code === "string") return code;
  }
  return undefined;
}

/** The schemas and everything they apply to the same value. */
function applicable(schemas: readonly unknown[], registry: Registry): readonly JsonObject[] {
  const found = new Set<JsonObject>();
  const visit = (schema: unknown): void => {
    if (!isJsonObject(schema) || found.has(schema)) return;
    found.add(schema);
    const reference = schema["$ref"];
    if (typeof reference === "string") visit(registry.get(reference));
    for (const keyword of ["allOf", "anyOf", "oneOf"]) asList(schema[keyword]).forEach(visit);
    visit(schema["then"]);
    visit(schema["else"]);
  };
  schemas.forEach(visit);
  return [...found];
}

function childSchemas(schema: JsonObject, token: string): readonly unknown[] {
  const property = asObject(schema["properties"])[token];
  if (property !== undefined) return [property];
  const prefixed = asList(schema["prefixItems"])[Number(token)];
  if (prefixed !== undefined) return [prefixed];
  const patterns = Object.entries(asObject(schema["patternProperties"])).filter(([pattern]) =>
    new RegExp(pattern, "u").test(token),
  );
  if (patterns.length > 0) return patterns.map(([, value]) => value);
  return [schema["items"], schema["additionalProperties"], schema["unevaluatedProperties"]];
}
