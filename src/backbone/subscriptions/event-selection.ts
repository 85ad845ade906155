import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import type { EventVersions, SpokenVersions } from "../../platform/messaging/event-versions.js";

/** Which events a subscription wants, and in which words. */
export class EventSelection {
  readonly #wanted: ReadonlyMap<string, string>;
  readonly #spoken: SpokenVersions;

  /** @param types empty means all @param spoken `stream/vN` each */
  constructor(
    private readonly versions: EventVersions,
    private readonly types: readonly string[],
    spoken: readonly string[],
  ) {
    this.#spoken = new Map(spoken.map((entry) => entry.split("/", 2) as [string, string]));
    // Events are stored in their newest version; one asked for in an older type is found by the newer ones.
    this.#wanted = new Map(
      types.flatMap((type) => versions.storedTypes(type).map((stored) => [stored, type] as const)),
    );
  }

  /** The event in the version asked for; undefined when it was not asked for. */
  select(event: CloudEvent): CloudEvent | undefined {
    if (this.types.length === 0) return this.versions.word(event, undefined, this.#spoken);
    const type = this.#wanted.get(event.type);
    return type === undefined ? undefined : this.versions.word(event, type, this.#spoken);
  }
}
