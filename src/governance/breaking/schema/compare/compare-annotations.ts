import { canonicalJson, isEqualJson } from "../../canonical-json.js";
import { isJsonObject } from "../../contract-document.js";
import type { Located } from "../schema-document.js";
import type { SchemaNode } from "../schema-node.js";
import type { SchemaPair } from "./schema-pair.js";

/** Rule per annotation; `readOnly` and `writeOnly` are judged where the member is hidden. */
const RULES = ["default", "unit-code", "xml"] as const;

/** What validators ignore and readers rely on. Asked once, from base to revision. */
export function compareAnnotations(pair: SchemaPair, a: SchemaNode, b: SchemaNode): void {
  if (pair.direction !== "narrowing") return;
  const nodes = { pair, a, b };
  for (const rule of RULES)
    compareAnnotation(
      nodes,
      rule,
      meaningful(rule, a.annotations.get(rule)),
      meaningful(rule, b.annotations.get(rule)),
    );
  compareDiscriminators(nodes);
  compareExtensibleValues(nodes);
}

/** `xml: { attribute: false, wrapped: false }` spells the defaults and says nothing (OpenAPI 3.1 §4.8.26). */
function meaningful(rule: string, annotation: Located<unknown> | undefined): Located<unknown> | undefined {
  if (rule !== "xml" || annotation === undefined || !isJsonObject(annotation.value)) return annotation;
  const stated = Object.entries(annotation.value).filter(([, value]) => value !== false);
  return stated.length === 0 ? undefined : { ...annotation, value: Object.fromEntries(stated) };
}

interface AnnotatedNodes {
  readonly pair: SchemaPair;
  readonly a: SchemaNode;
  readonly b: SchemaNode;
}

function compareAnnotation(
  { pair, a, b }: AnnotatedNodes,
  rule: string,
  base: Located<unknown> | undefined,
  revision: Located<unknown> | undefined,
): void {
  if (isEqualJson(base?.value, revision?.value)) return;
  const change = base === undefined ? "narrowed" : revision === undefined ? "widened" : "changed";
  pair.fact({
    rule,
    change,
    kind: change === "changed" ? "incomparable" : change,
    base: base ?? { pointer: a.pointer },
    revision: revision ?? { pointer: b.pointer },
  });
}

function compareDiscriminators(nodes: AnnotatedNodes): void {
  const { pair, a, b } = nodes;
  const [base, revision] = [a.annotations.get("discriminator"), b.annotations.get("discriminator")];
  const [own, wanted] = [propertyNameOf(base), propertyNameOf(revision)];
  compareAnnotation(nodes, "discriminator", own, wanted);
  if (base === undefined || revision === undefined || own?.value !== wanted?.value) return;
  const [before, after] = [mappingOf(base), mappingOf(revision)];
  const gone = [...before].filter(([key, target]) => after.get(key) !== target).map(([key]) => key);
  const come = [...after.keys()].filter((key) => !before.has(key));
  if (gone.length > 0) mappingFact(pair, "narrowed", base, revision, gone);
  if (come.length > 0) mappingFact(pair, "widened", base, revision, come);
}

/** `x-extensible-enum` is a list of known values, or `true` beside an `enum` that may grow. */
function compareExtensibleValues({ pair, a, b }: AnnotatedNodes): void {
  const rule = "x-extensible-enum";
  const [own, wanted] = [a.annotations.get(rule), b.annotations.get(rule)];
  const sides = { base: own ?? { pointer: a.pointer }, revision: wanted ?? { pointer: b.pointer } };
  if (Array.isArray(own?.value) && Array.isArray(wanted?.value)) {
    const [before, after] = [own.value.map(canonicalJson), wanted.value.map(canonicalJson)];
    const gone = before.filter((value) => !after.includes(value)).toSorted();
    const come = after.filter((value) => !before.includes(value)).toSorted();
    if (gone.length > 0) pair.fact({ rule, change: "narrowed", kind: "narrowed", ...sides, subjects: gone });
    if (come.length > 0) pair.fact({ rule, change: "widened", kind: "widened", ...sides, subjects: come });
  } else if (own !== undefined && wanted === undefined)
    pair.fact({ rule, change: "withdrawn", kind: "narrowed", ...sides });
  else if (own === undefined && wanted !== undefined)
    pair.fact({ rule, change: "declared", kind: "widened", ...sides });
}

function mappingFact(
  pair: SchemaPair,
  change: "narrowed" | "widened",
  base: Located<unknown>,
  revision: Located<unknown>,
  keys: readonly string[],
): void {
  const side = ({ pointer }: Located<unknown>) => ({ pointer: `${pointer}/mapping` });
  pair.fact({
    rule: "discriminator-mapping",
    change,
    kind: change,
    base: side(base),
    revision: side(revision),
    subjects: keys.toSorted(),
  });
}

function propertyNameOf(discriminator: Located<unknown> | undefined): Located<unknown> | undefined {
  if (discriminator === undefined || !isJsonObject(discriminator.value)) return discriminator;
  return { value: discriminator.value["propertyName"], pointer: `${discriminator.pointer}/propertyName` };
}

function mappingOf({ value }: Located<unknown>): Map<string, string> {
  const mapping = isJsonObject(value) ? value["mapping"] : undefined;
  return new Map(
    isJsonObject(mapping) ? Object.entries(mapping).map(([key, target]) => [key, canonicalJson(target)]) : [],
  );
}
