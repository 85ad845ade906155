/**
 * What a difference does to the set of accepted values, seen from base to revision.
 * `undecided`: the comparator could not prove either way; it is never read as compatible.
 */
export type FactKind = "narrowed" | "widened" | "incomparable" | "undecided";

/** One side of a difference. */
export interface FactSide {
  /** RFC 6901 pointer of the keyword or element; of its holder when the keyword is absent on this side. */
  readonly pointer: string;
  /** The keyword's value; left out when it is absent or too large to be useful. */
  readonly value?: unknown;
}

/** One difference, free of opinion: a rule and a profile turn it into a change with a severity. */
export interface Fact {
  /** Id of the rule that judges it: a schema aspect such as `max-length`, or a structural id such as `path.removed`. */
  readonly rule: string;
  /** What happened, from the rule's own list: `narrowed`, `widened`, `changed`, `removed`, … */
  readonly change: string;
  /**
   * In which manner, where `change` leaves that open: a bound `narrowed` was `set` or `lowered`. A policy may weigh it
   * on its own; it never is part of the fingerprint.
   */
  readonly manner?: string;
  readonly kind: FactKind;
  readonly base: FactSide;
  readonly revision: FactSide;
  /** What the fact is about inside its pointers (a property name, enum values); sorted, part of the fingerprint. */
  readonly subjects?: readonly string[];
  /** Why a proof failed or what else a reader must know; never part of the fingerprint. */
  readonly note?: string;
}
