import type { CloudEvent } from "./cloud-event.js";

/** How the older of two neighbouring versions of an event words what the newer one says. */
export interface EventStep {
  /** Contract stream of the event: `inventory-movement`. */
  readonly stream: string;
  /** Name without prefix and version: `inventory-movement.issued`. */
  readonly name: string;
  /** `v1` */
  readonly older: string;
  /** `v2` */
  readonly newer: string;
  /** Undefined where the older version has no words for it. */
  down(data: CloudEvent["data"]): CloudEvent["data"] | undefined;
}

/** Which version of which stream a reader speaks, such as `inventory-movement` → `v1`. */
export type SpokenVersions = ReadonlyMap<string, string>;

const TYPE = /^(com\.interlock\.(.+)\.)(v[1-9][0-9]*)$/;

/**
 * Gives events in the version that a reader speaks. Events are stored once, in the newest version; one that the reader's
 * version has no words for keeps its newer type, so that it is neither lost nor told wrongly.
 */
export class EventVersions {
  readonly #steps = new Map<string, EventStep>();

  add(step: EventStep): void {
    this.#steps.set(`${step.name}.${step.newer}`, step);
  }

  /** Every type that may be stored for events asked for by a type: the type itself and the newer ones that lead to it. */
  storedTypes(type: string): readonly string[] {
    const [, prefix, name, version] = TYPE.exec(type) ?? [];
    const newer = [...this.#steps.values()].find((step) => step.name === name && step.older === version);
    return newer === undefined ? [type] : [type, ...this.storedTypes(`${prefix}${newer.newer}`)];
  }

  /** The older types in which an event of a type can be given, the newest of them first. */
  olderTypes(type: string): readonly string[] {
    const [, prefix = "", name = "", version = ""] = TYPE.exec(type) ?? [];
    const step = this.#steps.get(`${name}.${version}`);
    if (step === undefined) return [];
    const older = prefix + step.older;
    return [older, ...this.olderTypes(older)];
  }

  /** Whether anything of the stream can be given in that version. */
  isSpoken(stream: string, version: string): boolean {
    return [...this.#steps.values()].some(
      (step) => step.stream === stream && (step.older === version || step.newer === version),
    );
  }

  /** @param type the type asked for, which decides before the versions spoken */
  word(event: CloudEvent, type: string | undefined, spoken: SpokenVersions): CloudEvent {
    const wanted = type === undefined ? undefined : TYPE.exec(type)?.[3];
    let current = event;
    for (;;) {
      const [, prefix = "", name = "", version = ""] = TYPE.exec(current.type) ?? [];
      const step = this.#steps.get(`${name}.${version}`);
      const target = wanted ?? (step === undefined ? undefined : spoken.get(step.stream));
      if (step === undefined || target === undefined || majorOf(target) >= majorOf(version)) return current;
      const data = step.down(current.data);
      if (data === undefined) return event;
      current = { ...current, type: prefix + step.older, data };
    }
  }
}

const majorOf = (version: string): number => Number(version.slice(1));
