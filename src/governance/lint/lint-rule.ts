import type { JsonObject } from "../intake/json-value.js";

export type LintSeverity = "error" | "warn" | "info" | "off";
export type ContractFamily = "openapi" | "asyncapi";

/** One `then` of a rule: the function that judges what `given` found, or one member of it. */
export interface RuleThen {
  readonly function: string;
  readonly field?: string;
  readonly functionOptions?: JsonObject;
}

/** A contract that shows what a rule wants, or what it refuses and exactly where. */
export interface RuleExample {
  readonly says: string;
  /** Members of the document; the format line is added by the reader of the rule. */
  readonly contract: JsonObject;
  /** A second document for rules that look over several. */
  readonly others?: readonly JsonObject[];
  /** JSON pointers of the findings, all of them; empty in a good example. */
  readonly at: readonly string[];
}

/** What every rule says about itself; the file is governance-rules/lint/<id>.yaml. */
interface RuleHead {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** What the author of a contract does about a finding. */
  readonly fix: string;
  readonly severity: LintSeverity;
  readonly on: readonly ContractFamily[];
  /** The promise of the product that the rule protects. */
  readonly protects: string;
  readonly examples: { readonly good: readonly RuleExample[]; readonly bad: readonly RuleExample[] };
}

/** A rule over one contract, run by Spectral. */
export interface DocumentRule extends RuleHead {
  readonly scope: "document";
  readonly given: readonly string[];
  /** What Spectral calls `then`. */
  readonly judges: readonly RuleThen[];
  /** True when `given` is asked of the document with every reference written out. */
  readonly resolved: boolean;
}

/** A rule over all contracts together, which Spectral cannot express. */
export interface ProjectRule extends RuleHead {
  readonly scope: "project";
  readonly project: { readonly function: string; readonly functionOptions: JsonObject };
}

export type LintRule = DocumentRule | ProjectRule;
