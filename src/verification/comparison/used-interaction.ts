import type { UsedPlaces } from "./used-places.js";

/** What one interaction uses of one contract. */
export interface UsedInteraction {
  /** The operation or message as a comparison names what a change affects: `GET /orders`, `send orderReleased`. */
  readonly user: string;
  /** What the consumer sends. */
  readonly request: UsedPlaces;
  /** What the consumer reads. */
  readonly response: UsedPlaces;
  /** Parameters that are sent: `query limit`, `header x-plant`. */
  readonly sent: ReadonlySet<string>;
  /** Response headers that are read, lower case. */
  readonly read: ReadonlySet<string>;
  /** The status that is expected; undefined for messages. */
  readonly status: string | undefined;
}
