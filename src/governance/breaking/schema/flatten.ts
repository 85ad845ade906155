import { pointerToken } from "../../../kernel/finding.js";
import { isJsonObject, type JsonObject } from "../contract-document.js";
import type { Conjunct, Conjunction, EvaluatedMembers } from "./conjunction.js";
import type { SchemaDocument } from "./schema-document.js";

/** A schema object whose `$ref` and `allOf` stand beside it in the same list. */
export interface FlatSource extends Conjunct {
  readonly value: JsonObject;
  readonly without: readonly string[];
}

/** What a conjunction says, in one list; `isNever` when a member is the schema `false`. */
export interface FlatConjunction {
  readonly sources: readonly FlatSource[];
  readonly isNever: boolean;
  /** References that lead nowhere in the document. */
  readonly unresolved: readonly string[];
}

const EXPANDED = ["$ref", "allOf"];

/** Follows `$ref` and `allOf` until only keywords remain that say something themselves. */
export function flatten({ document, conjuncts }: Conjunction): FlatConjunction {
  const flattening = new Flattening(document);
  for (const conjunct of conjuncts) flattening.add(conjunct);
  return flattening;
}

class Flattening implements FlatConjunction {
  readonly sources: FlatSource[] = [];
  readonly unresolved: string[] = [];
  isNever = false;
  readonly #seen = new Set<string>();

  constructor(private readonly document: SchemaDocument) {}

  add(conjunct: Conjunct): void {
    const { pointer, value, without = [], label } = conjunct;
    const key = `${pointer}!${without.join(",")}?${label ?? ""}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    if (value === false) this.isNever = true;
    if (isJsonObject(value)) this.#addObject({ ...conjunct, value, without });
  }

  #addObject(source: FlatSource): void {
    const { pointer, value, without } = source;
    const reference = without.includes("$ref") ? undefined : value["$ref"];
    const isHidden = typeof reference === "string" && this.document.ignoresReferenceSiblings;
    const start = this.sources.length;
    if (!isHidden) this.sources.push(source);
    if (typeof reference === "string") this.#follow(reference, pointer);
    if (isHidden) return;
    if (!without.includes("allOf")) this.#addMembers(pointer, value["allOf"]);
    this.sources[start] = this.#finish(source, start);
  }

  #addMembers(pointer: string, members: unknown): void {
    if (!Array.isArray(members)) return;
    members.forEach((value, index) => this.add({ pointer: `${pointer}/allOf/${index}`, value }));
  }

  #follow(reference: string, pointer: string): void {
    const target = this.document.resolve(reference);
    if (target === undefined) this.unresolved.push(`${pointer}/$ref`);
    else this.add(target);
  }

  /** Marks a source as expanded; one with `unevaluated*` also learns what the sources below it evaluate. */
  #finish(source: FlatSource, start: number): FlatSource {
    const expanded = { ...source, without: [...new Set([...source.without, ...EXPANDED])] };
    const isAsked = "unevaluatedProperties" in source.value || "unevaluatedItems" in source.value;
    if (!isAsked || source.evaluated !== undefined) return expanded;
    return { ...expanded, evaluated: evaluatedBy(this.sources.slice(start)) };
  }
}

/** The pattern every name matches: `additionalProperties` leaves nothing unevaluated. */
export const ANY_NAME = "";

const VALUE_DEPENDENT = [
  "anyOf",
  "oneOf",
  "if",
  "contains",
  "dependentSchemas",
  "dependencies",
  "$dynamicRef",
  "$recursiveRef",
];

function evaluatedBy(sources: readonly FlatSource[]): EvaluatedMembers {
  const own = (keyword: string): unknown[] => sources.map(({ value }) => value[keyword]);
  const names = (keyword: string): string[] =>
    own(keyword).flatMap((value) => (isJsonObject(value) ? Object.keys(value) : []));
  return {
    names: names("properties"),
    patterns: [
      ...names("patternProperties"),
      ...(own("additionalProperties").some((value) => value !== undefined) ? [ANY_NAME] : []),
    ],
    itemCount: Math.max(0, ...own("prefixItems").map((value) => (Array.isArray(value) ? value.length : 0))),
    hasItems: own("items").some((value) => value !== undefined),
    isExact: !sources.some(({ value }) => VALUE_DEPENDENT.some((keyword) => keyword in value)),
  };
}

/** Pointer of a keyword, or of something below it, in a source. */
export function below(source: Conjunct, ...tokens: readonly (string | number)[]): string {
  return [source.pointer, ...tokens.map(pointerToken)].join("/");
}
