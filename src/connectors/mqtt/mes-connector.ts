import type { PlantProfile } from "../../plants/public.js";
import type { ConnectorFactory, DispatchDocument, DispatchOutcome, MesConnector } from "../connector.js";
import { dispatchLater, dispatchOutcomeOfFailure } from "../dispatch-outcome.js";
import type { MqttOptions } from "./erp-connector.js";
import type { MqttLink } from "./mqtt-link.js";
import type { MqttLinks } from "./mqtt-links.js";
import { membersOf } from "./parse-answer.js";

/**
 * An MES behind a broker: it gets dispatches on `<topic>/send` and answers `{outcome: ACCEPTED | REFUSED, code, text}`; a
 * dispatch that comes again under the same id is accepted again. On `<topic>/find` it answers `{found}`.
 */
export class MqttMesConnector implements MesConnector {
  constructor(
    private readonly profile: PlantProfile,
    private readonly link: () => MqttLink,
  ) {}

  async probe(): Promise<boolean> {
    try {
      const answer = await this.link().request("find", { dispatchId: "" }, this.profile.systems.mes.timeoutMs);
      return membersOf(answer).found === false;
    } catch {
      return false;
    }
  }

  async dispatch(document: DispatchDocument): Promise<DispatchOutcome> {
    try {
      const answer = await this.link().request("send", document, this.profile.systems.mes.timeoutMs);
      const { outcome, code = "REFUSED", text = code } = membersOf(answer);
      if (outcome === "ACCEPTED") return { outcome: "DISPATCHED" };
      if (outcome === "REFUSED") return { outcome: "NACKED", error: { code: "MES_REFUSED", foreignCode: code, text } };
      return dispatchLater("answer", "The MES answered without an outcome.");
    } catch (error) {
      return dispatchOutcomeOfFailure(error);
    }
  }
}

export class MqttMesFactory implements ConnectorFactory<MesConnector> {
  readonly adapter = "mqtt";

  constructor(private readonly links: MqttLinks) {}

  create(profile: PlantProfile): MesConnector {
    // The schema of plant profiles has proven the options of this adapter.
    const { topic, credential } = profile.systems.mes.options as MqttOptions;
    const { url } = profile.systems.mes;
    return new MqttMesConnector(profile, () => this.links.link({ url, topic, credential }));
  }
}
