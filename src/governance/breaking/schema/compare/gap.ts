import type { Fact, FactSide } from "../../fact.js";

/** `narrowing`: is every base value a revision value? `widening`: the reverse question. */
export type Direction = "narrowing" | "widening";

/** What a failed inclusion is called in each direction. */
const CHANGE_NAMES = {
  constraint: { narrowing: "narrowed", widening: "widened" },
  /** A member that only the accepting side describes, on an open object. */
  description: { narrowing: "added", widening: "removed" },
  /** A member that the accepting side refuses. */
  refusal: { narrowing: "forbidden", widening: "allowed" },
  /** An overlap of branches that the accepting side brings and that makes `oneOf` refuse. */
  overlap: { narrowing: "overlap", widening: "overlap-removed" },
} as const;

/** In which manner a constraint came to refuse or to accept more; the accepting side has it, the other may not. */
const MANNERS = {
  /** The accepting side alone has the constraint. */
  set: { narrowing: "set", widening: "removed" },
  /** A lower limit. */
  floor: { narrowing: "raised", widening: "lowered" },
  /** An upper limit. */
  ceiling: { narrowing: "lowered", widening: "raised" },
  /** A limit that itself is no longer allowed. */
  exclusion: { narrowing: "made-exclusive", widening: "made-inclusive" },
  /** Anything else that both sides have. */
  strictness: { narrowing: "tightened", widening: "loosened" },
  /** Single values of a list that both sides have. */
  values: { narrowing: "values-removed", widening: "values-added" },
  /** A member that the accepting side also demands. */
  requirement: { narrowing: "required-added", widening: "required-removed" },
  /** A demanded member that only a view shows which does not hide it. */
  visibility: { narrowing: "shown", widening: "hidden" },
  /** A demanded member for which the accepting side states a default. */
  default: { narrowing: "with-default", widening: undefined },
} as const;

export type Manner = keyof typeof MANNERS;

/** One reason why a value of `a` may be refused by `b`. */
export interface Gap {
  readonly rule: string;
  readonly a: FactSide;
  readonly b: FactSide;
  readonly name?: keyof typeof CHANGE_NAMES;
  readonly manner?: Manner | undefined;
  /** Set where the refusal could not be proven; says why. */
  readonly doubt?: string;
  readonly subjects?: readonly string[];
}

/** A gap as a fact: `a` is the base when narrowing is asked about, the revision otherwise. */
export function factOf(gap: Gap, direction: Direction): Fact {
  const { rule, a, b, name = "constraint", manner, doubt, subjects } = gap;
  const mannerName = manner === undefined ? undefined : MANNERS[manner][direction];
  const isNarrowing = direction === "narrowing";
  return {
    rule,
    change: CHANGE_NAMES[name][direction],
    ...(mannerName === undefined ? {} : { manner: mannerName }),
    kind: doubt === undefined ? (isNarrowing ? "narrowed" : "widened") : "undecided",
    base: isNarrowing ? a : b,
    revision: isNarrowing ? b : a,
    ...(subjects === undefined ? {} : { subjects: [...subjects].toSorted() }),
    ...(doubt === undefined ? {} : { note: doubt }),
  };
}
