import type { Clock } from "../../kernel/clock.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { SystemCredentials } from "../authorization/system-credentials.js";
import { type MqttAddress, MqttLink } from "./mqtt-link.js";

/** Connections to the brokers of all plants, each made when it is first used; equal addresses share theirs. */
export class MqttLinks {
  readonly #links = new Map<string, MqttLink>();

  constructor(
    private readonly credentials: SystemCredentials,
    private readonly ids: UlidFactory,
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** @throws OutboundFailure when the credential cannot be read */
  link(address: MqttAddress): MqttLink {
    const key = JSON.stringify(address);
    const known = this.#links.get(key);
    if (known !== undefined) return known;
    const link = new MqttLink(address, this.credentials, this.ids, this.clock, this.onFailure);
    this.#links.set(key, link);
    return link;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#links.values()].map((link) => link.close()));
  }
}
