import type { Conjunct, Conjunction } from "./conjunction.js";
import type { FlatSource } from "./flatten.js";
import type { JsonType } from "./json-type.js";
import type { Located } from "./schema-document.js";

/** Keywords with a count where the largest (min…) or smallest (max…) of a conjunction decides. */
export type LimitKeyword = "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties";

export interface NumberBound {
  readonly limit: number;
  readonly isExclusive: boolean;
}

/** What one source says about members: the rest schema holds for names nothing else in the group knows. */
export interface ObjectGroup {
  readonly source: FlatSource;
  readonly properties: ReadonlyMap<string, Conjunct>;
  readonly patterns: readonly { readonly pattern: string; readonly schema: Conjunct }[];
  readonly rest: Conjunct | undefined;
}

/** What one source says about elements: the rest schema holds behind the prefix. */
export interface ArrayGroup {
  readonly prefix: readonly Conjunct[];
  readonly rest: Conjunct | undefined;
}

export interface ContainsConstraint {
  readonly pointer: string;
  readonly schema: Conjunct;
  readonly countMin: number;
  readonly countMax: number | undefined;
}

/** A choice: anyOf, or oneOf with its exactly-one meaning. */
export interface Union {
  readonly keyword: "anyOf" | "oneOf";
  readonly pointer: string;
  /** The source that holds the keyword, to take it out. */
  readonly source: FlatSource;
  readonly branches: readonly Conjunct[];
  /** Branch position by discriminator value, where the source declares a mapping. */
  readonly discriminator: string | undefined;
}

export interface Conditional {
  readonly pointer: string;
  readonly test: Conjunct;
  readonly consequence: Conjunct | undefined;
  readonly alternative: Conjunct | undefined;
}

/** A keyword the comparator treats as a whole: equal or undecided. */
export interface Opaque extends Located<unknown> {
  readonly keyword: string;
}

/** A conjunction in 2020-12 terms: one place per constraint, each with the pointer it came from. */
export interface SchemaNode {
  readonly conjunction: Conjunction;
  /** Pointer of the schema itself; of the component when it was reached by reference. */
  readonly pointer: string;
  readonly sources: readonly FlatSource[];
  readonly types: ReadonlySet<JsonType>;
  readonly typePointer: string;
  /** Present where numbers must be whole. */
  readonly integer: string | undefined;
  /** The values of `enum` and `const` that all sources share. */
  readonly values: Located<readonly unknown[]> | undefined;
  readonly limits: ReadonlyMap<LimitKeyword, Located<number>>;
  readonly minimum: Located<NumberBound> | undefined;
  readonly maximum: Located<NumberBound> | undefined;
  readonly multiples: readonly Located<number>[];
  readonly patterns: readonly Located<string>[];
  readonly formats: readonly Located<string>[];
  readonly contentEncodings: readonly Located<string>[];
  readonly contentMediaTypes: readonly Located<string>[];
  readonly contentSchemas: readonly Conjunct[];
  readonly uniqueItems: string | undefined;
  readonly required: ReadonlyMap<string, string>;
  readonly dependentRequired: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly dependentSchemas: ReadonlyMap<string, readonly Conjunct[]>;
  readonly propertyNames: readonly Conjunct[];
  readonly objects: readonly ObjectGroup[];
  readonly arrays: readonly ArrayGroup[];
  readonly contains: readonly ContainsConstraint[];
  readonly unions: readonly Union[];
  readonly negations: readonly Conjunct[];
  readonly conditionals: readonly Conditional[];
  readonly opaques: readonly Opaque[];
  /** Keywords that say nothing about validity and yet mean something to whoever reads the value. */
  readonly annotations: ReadonlyMap<string, Located<unknown>>;
}
