/** A version of a participant. */
export interface PlannedVersion {
  readonly participant: string;
  readonly number: string;
}

/** One thing that happens to a registry; ids of interactions stand for their content. */
export type FleetEvent =
  | {
      readonly kind: "publish";
      readonly version: PlannedVersion;
      readonly provider: string;
      readonly demands: readonly string[];
    }
  | {
      readonly kind: "verify";
      readonly consumer: string;
      readonly demands: readonly string[];
      readonly by: PlannedVersion;
      /** Empty for a success. */
      readonly failed: readonly string[];
    }
  | { readonly kind: "equate"; readonly version: PlannedVersion; readonly equivalentTo: string }
  | { readonly kind: "deploy"; readonly version: PlannedVersion; readonly plant: string }
  | { readonly kind: "release"; readonly version: PlannedVersion };

/** A fleet and its history. */
export interface FleetPlan {
  readonly participants: readonly string[];
  readonly versions: readonly PlannedVersion[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Judged by the comparison instead of verifications. */
  readonly withoutPact: string;
  readonly events: readonly FleetEvent[];
}

const CONSUMERS = ["mes-a", "mes-b", "mes-c", "erp", "quality", "warehouse"];
const PROVIDERS = ["orders", "stock", "lots", "labels", "archive"];
const NUMBERS = ["1", "2", "3", "4", "5"];
const PLANTS = ["P1", "P2", "P3", "P4", "P5", "P6"];
const INTERACTIONS = ["a", "b", "c", "d"];
/** What an equal version is a repetition of. */
const ORIGINAL = "3";
const EQUAL = "3-docs";
/** It runs once for all plants. */
const CENTRAL = "erp";

/** Makes the same fleet for the same seed: co-resident versions, equal versions, shared interactions, failures, gaps. */
export function planFleet(seed: number): FleetPlan {
  const random = seeded(seed);
  const chance = (share: number): boolean => random() < share;
  const participants = [...CONSUMERS, ...PROVIDERS];
  const versions = participants.flatMap((participant) =>
    [...NUMBERS, EQUAL].map((number) => ({ participant, number })),
  );
  const published = CONSUMERS.flatMap((participant) =>
    PROVIDERS.filter(() => chance(0.6)).flatMap((provider) =>
      NUMBERS.map((number) => ({
        kind: "publish" as const,
        version: { participant, number },
        provider,
        demands: subset(INTERACTIONS, random),
      })),
    ),
  );
  const equated = participants.map((participant) => ({
    kind: "equate" as const,
    version: { participant, number: EQUAL },
    equivalentTo: ORIGINAL,
  }));
  const verify = (share: number, ofNumbers: readonly string[]): readonly FleetEvent[] =>
    published.flatMap(({ version, provider, demands }) =>
      ofNumbers
        .filter(() => chance(share))
        .map((number) => ({
          kind: "verify" as const,
          consumer: version.participant,
          demands,
          by: { participant: provider, number },
          failed: chance(0.12) ? subset(demands, random) : [],
        })),
    );
  return {
    participants,
    versions,
    groups: { pilot: ["P1", "P2"], wave: ["P3", "P4", "P5"] },
    withoutPact: "archive",
    events: [
      ...published,
      ...verify(0.5, NUMBERS),
      ...equated,
      ...verify(0.45, NUMBERS),
      ...verify(0.05, [EQUAL]),
      ...participants.flatMap((participant) => presences(participant, random)),
    ],
  };
}

function presences(participant: string, random: () => number): readonly FleetEvent[] {
  const pick = (): PlannedVersion => {
    const numbers = ["2", "3", "4", "5", EQUAL];
    return { participant, number: numbers[Math.floor(random() * numbers.length)] ?? EQUAL };
  };
  if (participant === CENTRAL) return [{ kind: "deploy", version: pick(), plant: "" }];
  const deployed = PLANTS.filter(() => random() < 0.5).map(
    (plant) => ({ kind: "deploy", version: pick(), plant }) as const,
  );
  return random() < 0.25 ? [...deployed, { kind: "release", version: pick() }] : deployed;
}

/** Never empty, in the order of the list. */
function subset(list: readonly string[], random: () => number): readonly string[] {
  const taken = list.filter(() => random() < 0.5);
  return taken.length > 0 ? taken : list.slice(0, 1);
}

/** Mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
