import { isJsonObject } from "./json-value.js";
import type { NormalSchema } from "./schema-normalizer.js";
import type { SchemaError } from "./schema-compiler.js";

type Registry = ReadonlyMap<string, NormalSchema>;

/**
 * Drops the noise of a full check: `if` (its `then` has spoken), what stands behind `propertyNames` (it speaks for all),
 * and of a failed `oneOf`/`anyOf` every branch but the one with the fewest violations, which is most likely the one meant.
 */
export function selectErrors(errors: readonly SchemaError[], registry: Registry, max: number): readonly SchemaError[] {
  const dropped = new Set<SchemaError>();
  for (const error of errors) {
    if (error.keyword === "if" || (error.propertyName !== undefined && error.keyword !== "propertyNames"))
      dropped.add(error);
    if (error.keyword === "oneOf" || error.keyword === "anyOf") keepBestBranch(error, errors, registry, dropped);
  }
  return errors.filter((error) => !dropped.has(error)).slice(0, max);
}

function keepBestBranch(
  choice: SchemaError,
  errors: readonly SchemaError[],
  registry: Registry,
  dropped: Set<SchemaError>,
): void {
  if (!Array.isArray(choice.schema)) return;
  const branches = choice.schema
    .map((branch) => errorsInside(branch, choice, errors, registry))
    .filter((inside) => inside.length > 0)
    .toSorted((left, right) => left.length - right.length);
  const [best, ...others] = branches;
  if (best === undefined) return;
  dropped.add(choice);
  for (const error of others.flat()) if (!best.includes(error)) dropped.add(error);
}

function errorsInside(
  branch: unknown,
  choice: SchemaError,
  errors: readonly SchemaError[],
  registry: Registry,
): readonly SchemaError[] {
  const schemas = schemasInside(branch, registry);
  return errors.filter(
    (error) =>
      error !== choice && error.instancePath.startsWith(choice.instancePath) && schemas.has(error.parentSchema),
  );
}

/** Every object below a schema, references followed; violations name their schema by identity. */
function schemasInside(branch: unknown, registry: Registry): ReadonlySet<unknown> {
  const found = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || found.has(value)) return;
    found.add(value);
    if (isJsonObject(value) && typeof value["$ref"] === "string") visit(registry.get(value["$ref"]));
    Object.values(value).forEach(visit);
  };
  visit(branch);
  return found;
}
