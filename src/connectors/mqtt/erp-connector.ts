import type { PlantProfile } from "../../plants/public.js";
import type {
  ConnectorCapabilities,
  ConnectorFactory,
  ErpConnector,
  ErpDocumentRef,
  PostingDocument,
  SendOutcome,
} from "../connector.js";
import { OutboundFailure } from "../outbound-http.js";
import { classed, outcomeOfFailure, refusal } from "../send-outcome.js";
import type { MqttLink } from "./mqtt-link.js";
import type { MqttLinks } from "./mqtt-links.js";
import { membersOf } from "./parse-answer.js";

/** `systems.erp.options` and `systems.mes.options` of the adapter. */
export interface MqttOptions {
  readonly credential?: string;
  readonly topic: string;
}

/**
 * An ERP behind a broker. It gets `{externalKey, document}` on `<topic>/send`, keeps keys unique, acknowledges a request to
 * the broker only after it has committed, and answers `{outcome: APPLIED | DUPLICATE | REJECTED, number, code, text}`.
 * On `<topic>/find` it answers `{found, number}`.
 */
export class MqttErpConnector implements ErpConnector {
  readonly capabilities: ConnectorCapabilities = {
    idempotencyKey: true,
    readBack: true,
    batch: false,
    maxRate: undefined,
  };

  constructor(
    private readonly profile: PlantProfile,
    private readonly link: () => MqttLink,
  ) {}

  /** Asks for a key that no posting has; only the ERP itself answers that. */
  async probe(): Promise<boolean> {
    try {
      return !(await this.#lookUp("")).found;
    } catch {
      return false;
    }
  }

  async send(document: PostingDocument, externalKey: string): Promise<SendOutcome> {
    const { timeoutMs, errorMap } = this.profile.systems.erp;
    try {
      const answer = membersOf(await this.link().request("send", { externalKey, document }, timeoutMs));
      const { outcome, number, code = "REJECTED", text = code } = answer;
      if ((outcome === "APPLIED" || outcome === "DUPLICATE") && number !== undefined)
        return { outcome, document: { number } };
      if (outcome === "REJECTED") return classed(errorMap[code] ?? "ERP_REJECTED", code, text);
      return refusal("UNKNOWN", "ERP_TIMEOUT_UNKNOWN", "answer", "The ERP answered without an outcome and a number.");
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }

  async find(_document: PostingDocument, externalKey: string): Promise<ErpDocumentRef | undefined> {
    const { found, number } = await this.#lookUp(externalKey);
    return found ? { number: number ?? externalKey } : undefined;
  }

  async #lookUp(externalKey: string): Promise<{ readonly found: boolean; readonly number: string | undefined }> {
    const { timeoutMs } = this.profile.systems.erp;
    const { found, number } = membersOf(await this.link().request("find", { externalKey }, timeoutMs));
    if (found !== undefined) return { found, number };
    throw new OutboundFailure("the ERP answered a look-up without saying whether it found anything", false, undefined);
  }
}

export class MqttErpFactory implements ConnectorFactory<ErpConnector> {
  readonly adapter = "mqtt";

  constructor(private readonly links: MqttLinks) {}

  create(profile: PlantProfile): ErpConnector {
    // The schema of plant profiles has proven the options of this adapter.
    const { topic, credential } = profile.systems.erp.options as MqttOptions;
    const { url } = profile.systems.erp;
    return new MqttErpConnector(profile, () => this.links.link({ url, topic, credential }));
  }
}
