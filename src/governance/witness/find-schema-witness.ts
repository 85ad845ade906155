import type { ValidateFunction } from "ajv/dist/2020.js";
import type { Change, SchemaPairReference } from "../breaking/change.js";
import { conjunctionOf, type Conjunction } from "../breaking/schema/conjunction.js";
import { type ChangePlaces, pointersOf, rootOf } from "./change-places.js";
import { type Confrontation, type ContractPair, schemaAt, type WitnessSide } from "./contract-pair.js";
import { CounterValues } from "./counter-values.js";
import { embedderAt, type InstancePlace, pointerOfSteps, schemaAtPlace } from "./instance-place.js";
import { errorsOf } from "./schema-validator.js";
import { toldApart } from "./tell-apart.js";
import type { Witness, WitnessError } from "./witness.js";

/** A witness, or why there is none. */
export interface WitnessSearch {
  readonly witness?: Witness;
  readonly gap?: string;
}

/** Values a change is given before it counts as not shown; a validator looks at each. */
const PROPOSALS_MAX = 3000;
/** Values that fit several branches of a oneOf and are told apart before they are given up. */
const AMBIGUOUS_MAX = 150;
const PLACES_PER_CHANGE_MAX = 4;
const DEPTH = 2;
/** Longer payloads convince a machine, but nobody reads them. */
const PAYLOAD_LENGTH_MAX = 100_000;

/** Keywords a validator reads and never judges by; no value can show a difference of theirs. */
const ANNOTATIONS: Readonly<Record<string, string>> = {
  "content-encoding": "validators treat contentEncoding as an annotation",
  "content-media-type": "validators treat contentMediaType as an annotation",
  "content-schema": "validators treat contentSchema as an annotation",
  default: "a default changes what a missing member means, not which values are accepted",
  discriminator: "a discriminator tells readers which branch is meant; it accepts and refuses nothing",
  "discriminator-mapping": "a discriminator tells readers which branch is meant; it accepts and refuses nothing",
  "unit-code": "the same number is accepted under both units; what it means has changed",
  "x-extensible-enum": "an extensible enumeration refuses nothing",
  xml: "the JSON value is the same; its XML form has changed",
};

/** Why no value can show a difference of this rule, if none can. */
export function annotationReason(rule: string): string | undefined {
  return ANNOTATIONS[rule];
}

/** Looks for a value that shows a schema change, made for the very place and keyword. */
export class SchemaWitnessFinder {
  constructor(
    private readonly pair: ContractPair,
    private readonly places: ChangePlaces,
  ) {}

  find(change: Change, reference: SchemaPairReference): WitnessSearch {
    const reason = annotationReason(change.rule);
    if (reason !== undefined && change.rule !== "x-extensible-enum") return { gap: reason };
    const sides = this.sidesOf(change);
    try {
      const places = this.places.find(sides, reference).slice(0, PLACES_PER_CHANGE_MAX);
      const witness = search(change, reference, places, sides);
      return witness === undefined ? { gap: reason ?? gapOf(places) } : { witness };
    } catch (error) {
      return { gap: `the schemas cannot be judged: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  /** A narrowed set is shown by what only the base accepts, whoever is hurt by it; a widened one the other way. */
  sidesOf({ view, fact: { kind } }: Change): Confrontation {
    if (kind === "narrowed") return this.pair.between("base", view);
    return kind === "widened" ? this.pair.between("revision", view) : this.pair.inView(view);
  }
}

function search(
  change: Change,
  reference: SchemaPairReference,
  places: readonly InstancePlace[],
  sides: Confrontation,
): Witness | undefined {
  const { accepting, refusing, view } = sides;
  const checks = {
    accepting: accepting.validators[view].compile(rootOf(reference, accepting)),
    refusing: refusing.validators[view].compile(rootOf(reference, refusing)),
  };
  for (const place of places) {
    const witness = searchAt(change, place, partsFor(reference, place, sides), sides, checks);
    if (witness !== undefined) return witness;
  }
  return undefined;
}

function searchAt(
  change: Change,
  place: InstancePlace,
  parts: Iterable<unknown>,
  { accepting, refusing }: Confrontation,
  checks: Checks,
): Witness | undefined {
  const pointer = pointerOfSteps(place.steps);
  let fallback: Witness | undefined;
  for (const payload of acceptedPayloads(accepting, place, parts, checks.accepting)) {
    if (checks.refusing(payload)) continue;
    const errors = errorsOf(checks.refusing);
    if (JSON.stringify(payload).length > PAYLOAD_LENGTH_MAX) continue;
    const witness: Witness = {
      kind: "value",
      payload,
      acceptedBy: accepting.name,
      rejectedBy: refusing.name,
      pointer,
      errors,
    };
    if (isAbout(change, errors, pointer)) return witness;
    if (errors.some((error) => isBelow(error.pointer, pointer))) fallback ??= witness;
  }
  return fallback;
}

/** Whole values around the parts that the accepting side takes; those that fit several branches are told apart. */
function* acceptedPayloads(
  { maker }: WitnessSide,
  place: InstancePlace,
  parts: Iterable<unknown>,
  isAccepted: ValidateFunction,
): Generator {
  const [root] = place.schemas;
  const embed = embedderAt(maker, place);
  if (embed === undefined || root === undefined) return;
  let [count, ambiguous] = [0, 0];
  for (const part of parts) {
    if ((count += 1) > PROPOSALS_MAX) return;
    const whole = embed(part);
    if (isAccepted(whole)) yield whole;
    else if (isAmbiguous(isAccepted) && (ambiguous += 1) <= AMBIGUOUS_MAX)
      for (const apart of toldApart(maker, root, whole)) if (isAccepted(apart)) yield apart;
  }
}

function isAmbiguous({ errors }: ValidateFunction): boolean {
  return errors?.some(({ keyword }) => keyword === "oneOf") === true;
}

/** Values for the place: near what both sides say there, first near the very schemas the fact was found between. */
function* partsFor(
  reference: SchemaPairReference,
  place: InstancePlace,
  { accepting, refusing }: Confrontation,
): Generator {
  const counterValues = new CounterValues(accepting.maker, refusing.maker);
  const own = place.schemas.at(-1);
  if (own === undefined) return;
  const foreign = schemaAtPlace(refusing.maker, schemaAt(refusing, rootOf(reference, refusing)), place.steps);
  const holders = holdersOf(reference, refusing);
  if (holders.key !== foreign.key) yield* counterValues.of(own, holders, 1);
  yield* counterValues.of(own, foreign, DEPTH);
}

interface Checks {
  readonly accepting: ValidateFunction;
  readonly refusing: ValidateFunction;
}

function holdersOf(reference: SchemaPairReference, side: WitnessSide): Conjunction {
  const { document } = side;
  return conjunctionOf(
    document,
    pointersOf(reference, side).map((pointer) => ({ pointer, value: document.at(pointer) })),
  );
}

/** A refusal for the keyword of the fact, at its place, leaves no doubt what it shows. */
function isAbout({ rule }: Change, errors: readonly WitnessError[], pointer: string): boolean {
  const keyword = rule.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const names = KEYWORDS[rule] ?? [keyword];
  return (
    errors.every((error) => isBelow(error.pointer, pointer)) && errors.some((error) => names.includes(error.keyword))
  );
}

function isBelow(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

/** Rules whose keyword has another name than they. */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  enum: ["enum", "const"],
  minimum: ["minimum", "exclusiveMinimum"],
  maximum: ["maximum", "exclusiveMaximum"],
  null: ["type"],
  properties: ["additionalProperties", "false schema", "unevaluatedProperties"],
  items: ["false schema", "items", "additionalItems"],
  "prefix-items": ["false schema", "items", "prefixItems"],
  "if-then-else": ["if"],
  "dependent-required": ["dependentRequired", "dependencies"],
  "min-contains": ["contains", "minContains"],
  "max-contains": ["contains", "maxContains"],
};

function gapOf(places: readonly InstancePlace[]): string {
  return places.length === 0
    ? "the place of the change was not found inside a value"
    : "no value near the edges of both schemas is accepted by one and refused by the other";
}
