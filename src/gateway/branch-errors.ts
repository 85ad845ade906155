import { isJsonObject } from "./json-value.js";
import type { NormalSchema } from "./schema-normalizer.js";
import type { SchemaError } from "./schema-compiler.js";

type Registry = ReadonlyMap<string, NormalSchema>;

/**
 * Drops the noise of a full check: `if` (its `then` has spoken), what stands behind `propertyNames` (it speaks for all),
 * and of a failed `oneOf`/`anyOf` every branch but the one that is most likely meant.
 */
export function selectErrors(errors: readonly SchemaError[], registry: Registry, max: number): readonly SchemaError[] {
  const kept = new Map(errors.map((error) => [error, error]));
  for (const error of errors) {
    if (error.keyword === "if" || (error.propertyName !== undefined && error.keyword !== "propertyNames"))
      kept.delete(error);
    if (error.keyword === "oneOf" || error.keyword === "anyOf") keepBestBranch(error, errors, registry, kept);
  }
  return [...kept.values()].slice(0, max);
}

function keepBestBranch(
  choice: SchemaError,
  errors: readonly SchemaError[],
  registry: Registry,
  kept: Map<SchemaError, SchemaError>,
): void {
  if (!Array.isArray(choice.schema)) return;
  const branches = choice.schema
    .map((branch) => errorsInside(branch, choice, errors, registry))
    .filter((inside) => inside.length > 0);
  const tag = wrongTag(branches);
  const best = tag === undefined ? meantBranch(branches) : [tag.from];
  if (best === undefined) return;
  kept.delete(choice);
  for (const error of branches.flat()) if (!best.includes(error)) kept.delete(error);
  if (tag !== undefined && kept.has(tag.from)) kept.set(tag.from, tag.to);
}

/** The branch whose tag, such as a kind, the value bears; else the one with the fewest violations. */
function meantBranch(branches: readonly (readonly SchemaError[])[]): readonly SchemaError[] | undefined {
  const tagged = branches.filter((inside) => !inside.some(({ keyword }) => keyword === "const"));
  const meant = tagged.length === 1 ? tagged : branches;
  return meant.toSorted((left, right) => left.length - right.length)[0];
}

/** Where every branch wants another constant of one member, the value bears the tag of none: that alone is said of it. */
function wrongTag(
  branches: readonly (readonly SchemaError[])[],
): { readonly from: SchemaError; readonly to: SchemaError } | undefined {
  const tags = branches.flatMap((inside) => inside.find(({ keyword }) => keyword === "const") ?? []);
  const [from] = tags;
  if (from === undefined || tags.length < 2 || tags.length < branches.length) return undefined;
  if (!tags.every(({ instancePath }) => instancePath === from.instancePath)) return undefined;
  const allowedValues = tags.map(({ params }) => (params as { readonly allowedValue: unknown }).allowedValue);
  return { from, to: { ...from, keyword: "enum", params: { allowedValues } } };
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
