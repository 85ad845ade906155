import type { TestGateway } from "../../test/support/gateway/test-gateway.js";
import { MovementStates } from "./movement-states.js";
import { OrderStates } from "./order-states.js";
import type { ProviderState, StateMakers } from "./provider-state.js";
import { QualityStates } from "./quality-states.js";

/** Brings the running gateway into the states that the pacts name. */
export class ProviderStates {
  readonly #makers: StateMakers;
  /** The last state, whose events are asked for. */
  #state: ProviderState = { values: {} };

  constructor(gateway: TestGateway) {
    const groups = [new OrderStates(gateway), new MovementStates(gateway), new QualityStates(gateway)];
    this.#makers = Object.assign({}, ...groups.map((group) => group.makers())) as StateMakers;
  }

  /** By the name that the pacts use. */
  handlers(): Record<string, () => Promise<Record<string, string>>> {
    const entries = Object.entries(this.#makers).map(([name, make]) => {
      const enter = async (): Promise<Record<string, string>> => {
        this.#state = await make();
        return { ...this.#state.values };
      };
      return [name, enter] as const;
    });
    return Object.fromEntries(entries);
  }

  /** @throws Error for a state that no event tells of */
  get eventKey(): string {
    const { eventKey } = this.#state;
    if (eventKey === undefined) throw new Error("no event tells of this state");
    return eventKey;
  }
}
