import { pointerToken } from "../../kernel/finding.js";
import type { Change, SchemaPairReference } from "../breaking/change.js";
import type { SchemaUse } from "../breaking/comparison-session.js";
import type { Location } from "../breaking/view.js";
import { type Confrontation, schemaAt, type WitnessSide } from "./contract-pair.js";
import { fieldPathOf, type InstancePlace, schemaAtPlace } from "./instance-place.js";
import { PlaceIndex } from "./place-index.js";
import type { TouchedOperation } from "./witness.js";

const BODIES: readonly Location[] = ["req-body", "res-body", "msg-payload"];
/** Rules whose facts name members of the object they were found at. */
const NAMING_RULES = new Set(["properties", "required", "dependent-required"]);
const FIELD_PATHS_MAX = 50;
/** Places listed for one comparison, all schemas together; operations beyond are counted as touched as a whole. */
const PLACES_MAX = 150_000;

/** Where in the values of each operation a change is. */
export class ChangePlaces {
  readonly #indexes = new Map<string, PlaceIndex>();
  #placeCount = 0;

  constructor(private readonly uses: readonly SchemaUse[]) {}

  /** Places on the accepting side that both sides' schemas of the fact speak about, nearest first. */
  find({ accepting, refusing }: Confrontation, reference: SchemaPairReference): InstancePlace[] {
    const own = this.#indexOf(accepting, rootOf(reference, accepting))?.find(pointersOf(reference, accepting)) ?? [];
    const foreign = this.#indexOf(refusing, rootOf(reference, refusing))?.find(pointersOf(reference, refusing)) ?? [];
    const foreignPaths = new Set(foreign.map(({ steps }) => fieldPathOf(steps)));
    const shared = own.filter(({ steps }) => foreignPaths.has(fieldPathOf(steps)));
    if (shared.length > 0) return shared;
    return own.length > 0 ? own : foreign.map((place) => onSide(accepting, rootOf(reference, accepting), place));
  }

  /** What usage has to be asked for: the fields of each operation, or the operation as a whole. */
  touchedBy(change: Change, sides: Confrontation): TouchedOperation[] {
    return change.affects.map((operation) => ({ operation, fieldPaths: this.#fieldPaths(change, operation, sides) }));
  }

  #fieldPaths(change: Change, operation: string, sides: Confrontation): string[] {
    const { schemaPair, location, view } = change;
    if (schemaPair === undefined || location === undefined || !BODIES.includes(location)) return [];
    const uses = this.uses.filter((use) => use.user === operation && use.location === location && use.view === view);
    const paths = uses.map(({ basePointer, revisionPointer }) => {
      const reference = { ...schemaPair, basePointer, revisionPointer };
      return this.#isComplete(sides, reference) ? namedPaths(change, this.find(sides, reference)) : undefined;
    });
    const known = paths.filter((own) => own !== undefined).flat();
    const isOpen = known.length < 1 || known.length > FIELD_PATHS_MAX || paths.includes(undefined);
    return isOpen ? [] : [...new Set(known)];
  }

  #isComplete({ accepting, refusing }: Confrontation, reference: SchemaPairReference): boolean {
    return [accepting, refusing].every((side) => this.#indexOf(side, rootOf(reference, side))?.isComplete === true);
  }

  #indexOf(side: WitnessSide, root: string): PlaceIndex | undefined {
    const key = `${side.name} ${root}`;
    const known = this.#indexes.get(key);
    if (known !== undefined || this.#placeCount > PLACES_MAX) return known;
    const index = new PlaceIndex(side.maker, schemaAt(side, root));
    this.#indexes.set(key, index);
    this.#placeCount += index.placeCount;
    return index;
  }
}

/** Where the side's schema of the pair stands. */
export function rootOf({ basePointer, revisionPointer }: SchemaPairReference, { name }: WitnessSide): string {
  return name === "base" ? basePointer : revisionPointer;
}

/** The side's schemas next to the fact. */
export function pointersOf(
  { baseHolders, revisionHolders }: SchemaPairReference,
  { name }: WitnessSide,
): readonly string[] {
  return name === "base" ? baseHolders : revisionHolders;
}

/** A place found on the other side, with what this side says along the way. */
function onSide(side: WitnessSide, rootPointer: string, { steps }: InstancePlace): InstancePlace {
  const root = schemaAt(side, rootPointer);
  const lengths = Array.from({ length: steps.length + 1 }, (_, length) => length);
  return { steps, schemas: lengths.map((length) => schemaAtPlace(side.maker, root, steps.slice(0, length))) };
}

/** A fact about named members is about those members. */
function namedPaths({ fact }: Change, places: readonly InstancePlace[]): string[] {
  const holders = places.map(({ steps }) => fieldPathOf(steps));
  const names = NAMING_RULES.has(fact.rule) ? (fact.subjects ?? []) : [];
  if (names.length === 0) return holders;
  return holders.flatMap((holder) => names.map((name) => `${holder}/${pointerToken(name)}`));
}
