import { isJsonObject } from "../contract-document.js";
import type { Conjunct } from "./conjunction.js";
import { below, type FlatConjunction, type FlatSource } from "./flatten.js";
import { schemaAt } from "./read-members.js";
import type { Conditional, Opaque, Union } from "./schema-node.js";

/** The choices of all sources, in the order they stand. */
export function readUnions(sources: readonly FlatSource[]): Union[] {
  return sources.flatMap((source) => (["anyOf", "oneOf"] as const).flatMap((keyword) => readUnion(source, keyword)));
}

function readUnion(source: FlatSource, keyword: "anyOf" | "oneOf"): Union[] {
  const branches = source.value[keyword];
  if (!Array.isArray(branches) || source.without.includes(keyword)) return [];
  const discriminator = source.value["discriminator"];
  const property = isJsonObject(discriminator) ? discriminator["propertyName"] : discriminator;
  return [
    {
      keyword,
      pointer: below(source, keyword),
      source,
      branches: branches.map((_, index) => schemaAt(source, keyword, index)),
      discriminator: typeof property === "string" ? property : undefined,
    },
  ];
}

/** The schemas under one keyword of every source that has it. */
export function readSchemas(sources: readonly FlatSource[], keyword: string): Conjunct[] {
  return sources.filter(({ value }) => keyword in value).map((source) => schemaAt(source, keyword));
}

export function readConditionals(sources: readonly FlatSource[]): Conditional[] {
  return sources
    .filter(({ value, without }) => !without.includes("if") && "if" in value && ("then" in value || "else" in value))
    .map((source) => ({
      pointer: source.pointer,
      test: schemaAt(source, "if"),
      consequence: "then" in source.value ? schemaAt(source, "then") : undefined,
      alternative: "else" in source.value ? schemaAt(source, "else") : undefined,
    }));
}

/** What cannot be taken apart: dynamic references, references out of the document, `unevaluated*` over choices. */
export function readOpaques({ sources, unresolved }: FlatConjunction): Opaque[] {
  const opaques: Opaque[] = unresolved.map((pointer) => ({ keyword: "$ref", value: undefined, pointer }));
  for (const source of sources)
    for (const keyword of opaqueKeywords(source)) opaques.push({ keyword, ...schemaAt(source, keyword) });
  return opaques;
}

function opaqueKeywords({ value, evaluated }: FlatSource): string[] {
  const keywords = ["$dynamicRef", "$recursiveRef"].filter((keyword) => keyword in value);
  const isExact = evaluated?.isExact === true;
  if ("unevaluatedProperties" in value && !isExact) keywords.push("unevaluatedProperties");
  if ("unevaluatedItems" in value && !isExact) keywords.push("unevaluatedItems");
  return keywords.filter((keyword) => value[keyword] !== true);
}
