import { compareText } from "./compare-text.js";
import type { Change, ContractComparison } from "./change.js";
import type { ComparisonSession, FactUse, SchemaUse } from "./comparison-session.js";
import type { ContractDocument } from "./contract-document.js";
import type { Fact } from "./fact.js";
import { describeFact } from "./describe-fact.js";
import { fingerprintOf } from "./fingerprint.js";
import { Judge } from "./judge.js";
import { mergeDirections, placeOf } from "./merge-directions.js";
import type { BreakingProfile } from "./profile.js";
import type { RuleBook } from "./rule-book.js";
import type { Conjunction } from "./schema/conjunction.js";
import { PlainParts } from "./schema/plain-parts.js";
import type { PlacedFact } from "./schema/reachable-facts.js";
import { SchemaComparer } from "./schema/schema-comparer.js";
import { SchemaDocument } from "./schema/schema-document.js";
import { SchemaReader } from "./schema/schema-reader.js";
import { UnchangedClosure } from "./schema/unchanged-closure.js";
import { summarise } from "./summarise.js";
import type { Location, View } from "./view.js";

/** A fact in one location, with everybody it affects. */
interface Sighting {
  fact: Fact;
  readonly view: View;
  readonly location: Location | undefined;
  /** Everybody who uses it, in lists that changes of one shared schema have in common. */
  readonly userLists: Set<readonly string[]>;
  readonly place: { readonly pair: PlacedFact["pair"]; readonly use: SchemaUse } | undefined;
}

/** Collects facts from the structure and from schemas, and reports each cause once. */
export class ContractComparer implements ComparisonSession {
  readonly today?: string;
  readonly #sightings = new Map<string, Sighting>();
  readonly #judge: Judge;
  readonly #baseSchemas: SchemaDocument;
  readonly #revisionSchemas: SchemaDocument;
  readonly #readers: Readonly<Record<"base" | "revision", SchemaReader>>;
  readonly #comparers: Readonly<Record<View, SchemaComparer>>;
  readonly #uses: { readonly use: SchemaUse; readonly base: Conjunction; readonly revision: Conjunction }[] = [];

  constructor(
    readonly base: ContractDocument,
    readonly revision: ContractDocument,
    private readonly rules: RuleBook,
    profile: BreakingProfile,
    today?: string,
  ) {
    if (today !== undefined) this.today = today;
    this.#judge = new Judge(rules, profile);
    this.#baseSchemas = new SchemaDocument(base, "base");
    this.#revisionSchemas = new SchemaDocument(revision, "revision");
    const closure = new UnchangedClosure(this.#baseSchemas, this.#revisionSchemas);
    this.#readers = { base: new SchemaReader(this.#baseSchemas), revision: new SchemaReader(this.#revisionSchemas) };
    const parts = new PlainParts(closure);
    const comparer = (view: View, location: Location): SchemaComparer => {
      const isBlocking = (fact: Fact): boolean => this.#judge.judge(fact, view, location).verdict !== "compatible";
      return new SchemaComparer(this.#readers.base, this.#readers.revision, closure, view, isBlocking, parts);
    };
    this.#comparers = { request: comparer("request", "req-body"), response: comparer("response", "res-body") };
  }

  compareSchemas(use: SchemaUse): void {
    const base = this.#schemaAt(this.#baseSchemas, use.basePointer);
    const revision = this.#schemaAt(this.#revisionSchemas, use.revisionPointer);
    const comparer = this.#comparers[use.view];
    comparer.include(base, revision);
    comparer.include(revision, base);
    this.#uses.push({ use, base, revision });
  }

  report(fact: Fact, use: FactUse): void {
    this.#see(fact, use, [use.user]);
  }

  /** The answer to everything compared and reported so far. */
  result(): ContractComparison {
    this.#seeSchemas();
    this.#mergeSightings();
    const changes = [...this.#sightings.values()].map((sighting) => this.#change(sighting));
    return summarise(this.#judge.profile, this.rules, changes);
  }

  /** Uses that reach the same facts are seen together, so that a change in a shared schema costs as much as one use. */
  #seeSchemas(): void {
    const groups = new Map<readonly PlacedFact[], Map<Location, SchemaUse[]>>();
    for (const { use, base, revision } of this.#uses.splice(0)) {
      const comparer = this.#comparers[use.view];
      for (const facts of [comparer.factsBetween(base, revision), comparer.factsBetween(revision, base)]) {
        const locations = groups.get(facts) ?? new Map<Location, SchemaUse[]>();
        groups.set(facts, locations.set(use.location, [...(locations.get(use.location) ?? []), use]));
      }
    }
    for (const [facts, locations] of groups) for (const uses of locations.values()) this.#seeInSchemas(facts, uses);
  }

  #seeInSchemas(facts: readonly PlacedFact[], uses: readonly SchemaUse[]): void {
    const [first] = uses;
    if (first === undefined) return;
    const users = [...new Set(uses.map(({ user }) => user))].toSorted(compareText);
    for (const { fact, pair } of facts) this.#see(fact, first, users, { pair, use: first });
  }

  #schemaAt(document: SchemaDocument, pointer: string): Conjunction {
    // An absent schema, as of a media type without one, accepts everything.
    const value = document.at(pointer) ?? true;
    return this.#readers[document.side].conjunction([{ pointer, value }]);
  }

  #see(fact: Fact, at: FactUse, users: readonly string[], place?: Sighting["place"]): void {
    const key = `${at.location ?? ""} ${at.view} ${placeOf(fact)} ${fact.change} ${fact.kind} ${(fact.subjects ?? []).join(" ")}`;
    const { view, location } = at;
    const sighting = this.#sightings.get(key) ?? { fact, view, location, userLists: new Set(), place };
    this.#sightings.set(key, sighting);
    if (sighting.fact.manner !== fact.manner) sighting.fact = withoutManner(sighting.fact);
    sighting.userLists.add(users);
  }

  #mergeSightings(): void {
    const narrowed = new Map<string, Sighting>();
    const place = ({ fact, location, view }: Sighting): string => `${location ?? ""} ${view} ${placeOf(fact)}`;
    for (const sighting of this.#sightings.values())
      if (sighting.fact.kind === "narrowed") narrowed.set(place(sighting), sighting);
    for (const [key, sighting] of this.#sightings) {
      const other = narrowed.get(place(sighting));
      const merged = other === undefined ? undefined : mergeDirections(other.fact, sighting.fact);
      if (other === undefined || merged === undefined) continue;
      other.fact = merged;
      for (const users of sighting.userLists) other.userLists.add(users);
      this.#sightings.delete(key);
    }
  }

  #change({ fact, view, location, userLists, place }: Sighting): Change {
    const { ruleId, rule, severity, verdict } = this.#judge.judge(fact, view, location);
    const basePosition = this.base.positionOf?.(fact.base.pointer);
    const revisionPosition = this.revision.positionOf?.(fact.revision.pointer);
    return {
      ruleId,
      rule: rule.id,
      severity,
      verdict,
      ...(location === undefined ? {} : { location }),
      view,
      fact,
      message: describeFact(rule, fact),
      remedy: rule.remedy,
      affects: sortedUnion([...userLists]),
      fingerprint: fingerprintOf(ruleId, fact),
      ...(place === undefined ? {} : { schemaPair: schemaPairOf(place.pair, place.use) }),
      ...(basePosition === undefined ? {} : { basePosition }),
      ...(revisionPosition === undefined ? {} : { revisionPosition }),
    };
  }
}

/** Of two uses that tell different manners, as beside and apart from a default, only the change itself holds for both. */
function withoutManner({ manner: _manner, ...fact }: Fact): Fact {
  return fact;
}

/** One list is sorted already; it is shared, not copied. */
function sortedUnion(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = lists;
  return others.length === 0 ? first : [...new Set(lists.flat())].toSorted(compareText);
}

function schemaPairOf(
  { a, b }: PlacedFact["pair"],
  { basePointer, revisionPointer }: SchemaUse,
): NonNullable<Change["schemaPair"]> {
  const [base, revision] = a.document.side === "base" ? [a, b] : [b, a];
  const holders = ({ conjuncts }: Conjunction): string[] => conjuncts.map(({ pointer }) => pointer);
  return { basePointer, revisionPointer, baseHolders: holders(base), revisionHolders: holders(revision) };
}
