import { loadEventContracts } from "../../platform/messaging/event-contracts.js";

/** Every event type that has a contract. Reading all of them takes a moment, so it is done when first asked. */
export class KnownEventTypes {
  #types: readonly string[] | undefined;

  get types(): readonly string[] {
    this.#types ??= loadEventContracts().types;
    return this.#types;
  }
}
