import type { ContractFormat } from "./contract-document.js";
import type { Fact } from "./fact.js";
import type { ProfileName, RuleSeverity } from "./severity.js";
import type { Location, View } from "./view.js";

/** Which part of a contract a rule watches. */
export type RuleArea = "schema" | "operations" | "security" | "lifecycle" | "asyncapi";

/** A pair that is run as a test of its rule. */
export interface RuleExample {
  /** One clause that says what the pair shows. */
  readonly name: string;
  /** A bare schema for rules of area `schema`, a whole document otherwise. */
  readonly base: unknown;
  readonly revision: unknown;
  /** From which side bare schemas are compared; `request` unless given. */
  readonly view?: View;
  /** How bare schemas are read; `openapi-3.1` unless given. */
  readonly format?: ContractFormat;
  /** Where a bare schema is used; `req-body` or `res-body`, after the view, unless given. */
  readonly location?: Location;
  /** The profile it is judged by; `strict` unless given. */
  readonly profile?: ProfileName;
  /**
   * The exact rule ids of all changes with severity ERROR or WARN, sorted. A bad example may leave it out when it is
   * the rule's own id alone; a good example has none.
   */
  readonly expected?: readonly string[];
}

/**
 * Ids other tools use for the same change; they let users carry waivers over and let us score agreement. In oasdiff ids
 * `*` stands for the places that tool tells apart: `request-body`, `request-property`, `response-property`, ….
 */
export interface RuleAliases {
  readonly oasdiff?: readonly string[];
  readonly redocly?: readonly string[];
  readonly confluent?: readonly string[];
  readonly buf?: readonly string[];
}

/** A breaking-change rule: data, and where needed a small check. One file each in governance-rules/breaking. */
export interface BreakingRule<Subject = never> {
  /** A schema aspect (`max-length`; reported as `<location>.<id>.<change>`) or a whole structural id (`path.removed`). */
  readonly id: string;
  readonly area: RuleArea;
  readonly title: string;
  /** Who is hurt by the change, and how; shown in reports and on the rule's page. */
  readonly why: string;
  /** What to do instead. */
  readonly remedy: string;
  readonly severity: Readonly<Record<ProfileName, RuleSeverity>>;
  readonly aliases?: RuleAliases;
  readonly examples: { readonly bad: readonly RuleExample[]; readonly good: readonly RuleExample[] };
  /** Why the mirrored bad example (sides swapped, other view) is not a bad example too; absent: it must be one. */
  readonly asymmetry?: string;
  /** Turns a fact into one sentence; a plain one is made from the values when absent. */
  readonly describe?: (fact: Fact) => string;
  /** Structural rules: looks at one paired subject and emits what it finds. Schema facts come from the comparator. */
  readonly check?: (subject: Subject, emit: (fact: Fact) => void) => void;
}

/** Any rule, whatever subject its check takes. */
export type AnyBreakingRule = BreakingRule;

/** Declares one rule; the file's default export. */
export function defineBreakingRule<Subject = never>(rule: BreakingRule<Subject>): BreakingRule<Subject> {
  return rule;
}
