import { systemClock } from "../../src/kernel/clock.js";

/** A state of the running gateway that a pact names. */
export interface ProviderState {
  /** What it gives to the interactions that need it. */
  readonly values: Readonly<Record<string, string>>;
  /** Partition key of the events that tell of it. */
  readonly eventKey?: string;
}

/** What brings the gateway into a state, by the name that the pacts use; what it makes is new every time. */
export type StateMakers = Readonly<Record<string, () => Promise<ProviderState>>>;

export function inHours(hours: number): string {
  return new Date(systemClock.now().getTime() + hours * 3_600_000).toISOString();
}
