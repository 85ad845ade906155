import type { Fact, FactKind } from "../fact.js";
import { type AnyBreakingRule, type BreakingRule, defineBreakingRule } from "../rule.js";
import type { Cursor } from "./cursor.js";
import type { Pair, SubjectKind, SubjectKinds } from "./subjects.js";

/** What a structural rule found; the rule's id is added to make it a fact. */
export type Difference = Omit<Fact, "rule">;

/** A breaking-change rule over paired structure: it watches one kind of subject. */
export interface StructuralRule<Kind extends SubjectKind = SubjectKind> extends BreakingRule<SubjectKinds[Kind]> {
  readonly watches: Kind;
  readonly check: (subject: SubjectKinds[Kind], emit: (fact: Fact) => void) => void;
}

type StructuralRuleDefinition<Kind extends SubjectKind> = Omit<StructuralRule<Kind>, "check"> & {
  /** The differences this rule is about; none where the subject is as it was. */
  readonly find: (subject: SubjectKinds[Kind]) => Difference | readonly Difference[] | undefined;
};

/** Declares one structural rule; the file's default export. */
export function defineStructuralRule<Kind extends SubjectKind>(
  definition: StructuralRuleDefinition<Kind>,
): StructuralRule<Kind> {
  const { find, ...rule } = definition;
  const check: StructuralRule<Kind>["check"] = (subject, emit) => {
    for (const difference of [find(subject) ?? []].flat()) emit({ rule: rule.id, ...difference });
  };
  return { ...defineBreakingRule<SubjectKinds[Kind]>(rule), watches: rule.watches, check };
}

/** Whether a rule file's default export is a structural one. */
export function isStructuralRule(rule: AnyBreakingRule | StructuralRule): rule is StructuralRule {
  return "watches" in rule && rule.check !== undefined;
}

/** Present before, gone now. */
export function isRemoved({ base, revision }: Pair): boolean {
  return base.exists && !revision.exists;
}

/** New in the revision. */
export function isAdded({ base, revision }: Pair): boolean {
  return !base.exists && revision.exists;
}

/** Present in both. */
export function isKept({ base, revision }: Pair): boolean {
  return base.exists && revision.exists;
}

/** The difference at the pair itself; its name tells which one of its holder's members it is. */
export function pairDifference(pair: Pair, change: string, kind: FactKind): Difference {
  return {
    change,
    kind,
    base: { pointer: pair.base.pointer },
    revision: { pointer: pair.revision.pointer },
    subjects: [pair.name],
  };
}

/** The difference of one member of the pair, with its value on both sides. */
export function memberDifference(pair: Pair, member: string, change: string, kind: FactKind): Difference {
  return { change, kind, base: sideOf(pair.base, member), revision: sideOf(pair.revision, member) };
}

function sideOf(holder: Cursor, member: string): Fact["base"] {
  const value = holder.at(member).value;
  return value === undefined ? { pointer: holder.pointer } : { pointer: holder.pointerOf(member), value };
}
