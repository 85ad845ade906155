import type { FleetEvent, FleetPlan, PlannedVersion } from "./fleet-plan.js";

/** What an oracle leaves out, to show that the questions tell the difference. */
export type Blindness = "reuse" | "equivalence" | "groups" | "co-residents" | "policy";

type Verification = Extract<FleetEvent, { kind: "verify" }> & { readonly id: number };
type Publication = Extract<FleetEvent, { kind: "publish" }>;

/**
 * Answers by walking through the whole history for every question, without an index, a table or anything of the product.
 * True when everything fits, false when something fails, null when something is not known.
 */
export class FleetOracle {
  readonly #publications: readonly Publication[];
  readonly #verifications: readonly Verification[];
  readonly #originals: ReadonlyMap<string, string>;

  constructor(
    private readonly plan: FleetPlan,
    private readonly blindness?: Blindness,
  ) {
    this.#publications = plan.events.filter((event) => event.kind === "publish");
    this.#verifications = plan.events.filter((event) => event.kind === "verify").map((event, id) => ({ ...event, id }));
    this.#originals = new Map(
      plan.events
        .filter((event) => event.kind === "equate")
        .filter(() => blindness !== "equivalence")
        .map(({ version, equivalentTo }) => [keyOf(version), equivalentTo]),
    );
  }

  answer(asked: PlannedVersion, group: string | undefined): boolean | null {
    const rows = [...this.#asConsumer(asked, group), ...this.#asProvider(asked, group)];
    if (rows.includes(false)) return false;
    return rows.includes(null) ? null : true;
  }

  #asConsumer(asked: PlannedVersion, group: string | undefined): readonly (boolean | null)[] {
    return this.#publishedBy(asked).flatMap(({ provider, demands }) => {
      const live = this.#live(provider, group);
      if (live.length === 0) return [null];
      return live.flatMap((number) => this.#row(asked.participant, demands, { participant: provider, number }));
    });
  }

  #asProvider(asked: PlannedVersion, group: string | undefined): readonly (boolean | null)[] {
    return this.plan.participants.flatMap((consumer) =>
      this.#live(consumer, group).flatMap((number) =>
        this.#publishedBy({ participant: consumer, number })
          .filter(({ provider }) => provider === asked.participant)
          .flatMap(({ demands }) => this.#row(consumer, demands, asked)),
      ),
    );
  }

  /** No row where a gap is none. */
  #row(consumer: string, demands: readonly string[], by: PlannedVersion): readonly (boolean | null)[] {
    const result = this.#result(consumer, demands, by);
    const isWithoutPact = by.participant === this.plan.withoutPact && this.blindness !== "policy";
    return result === null && isWithoutPact ? [] : [result];
  }

  #result(consumer: string, demands: readonly string[], by: PlannedVersion): boolean | null {
    const own = this.#latest(consumer, demands, by);
    if (own !== undefined) return own.failed.length === 0;
    if (this.blindness === "reuse") return null;
    const others = this.#publications
      .filter(({ version, provider }) => version.participant === consumer && provider === by.participant)
      .map((publication) => this.#latest(consumer, publication.demands, by))
      .filter((verification) => verification !== undefined);
    const isCovered = demands.every((demand) => {
      const ran = others.filter((other) => other.demands.includes(demand)).toSorted((a, b) => b.id - a.id)[0];
      return ran !== undefined && !ran.failed.includes(demand);
    });
    return isCovered ? true : null;
  }

  /** The latest result of a content; one of the version itself counts before those of its original. */
  #latest(consumer: string, demands: readonly string[], by: PlannedVersion): Verification | undefined {
    const of = (number: string): Verification | undefined =>
      this.#verifications.findLast(
        (each) =>
          each.consumer === consumer &&
          each.by.participant === by.participant &&
          each.by.number === number &&
          each.demands.join() === demands.join(),
      );
    const original = this.#originals.get(keyOf(by));
    return of(by.number) ?? (original === undefined ? undefined : of(original));
  }

  #publishedBy(version: PlannedVersion): readonly Publication[] {
    const number = this.#originals.get(keyOf(version)) ?? version.number;
    return this.#publications.filter(
      (each) => each.version.participant === version.participant && each.version.number === number,
    );
  }

  #live(participant: string, group: string | undefined): readonly string[] {
    const plants = group === undefined || this.blindness === "groups" ? undefined : this.plan.groups[group];
    const running = new Map<string, string>();
    const released = new Set<string>();
    for (const event of this.plan.events) {
      if ((event.kind !== "deploy" && event.kind !== "release") || event.version.participant !== participant) continue;
      if (event.kind === "release") released.add(event.version.number);
      else if (plants === undefined || event.plant === "" || plants.includes(event.plant)) {
        running.set(event.plant, event.version.number);
      }
    }
    const live = [...new Set([...running.values(), ...released])];
    return this.blindness === "co-residents" ? live.slice(-1) : live;
  }
}

const keyOf = ({ participant, number }: PlannedVersion): string => `${participant} ${number}`;
