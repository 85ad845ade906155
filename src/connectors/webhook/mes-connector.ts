import type { PlantProfile } from "../../plants/public.js";
import type { ConnectorFactory, DispatchDocument, DispatchOutcome, MesConnector } from "../connector.js";
import { dispatchOutcomeOf, dispatchOutcomeOfFailure } from "../dispatch-outcome.js";
import type { OutboundHttp } from "../outbound-http.js";
import type { WebhookSigner } from "./webhook-signer.js";

/** `systems.mes.options` of the adapter. */
export interface WebhookMesOptions {
  readonly credential: string;
}

/** An MES that takes dispatches as signed webhooks, `order.dispatched` with the dispatch id as webhook-id. */
export class WebhookMesConnector implements MesConnector {
  constructor(
    private readonly profile: PlantProfile,
    private readonly options: WebhookMesOptions,
    private readonly http: OutboundHttp,
    private readonly signer: WebhookSigner,
  ) {}

  /** Any answer of the receiver but a failure: it takes POST only. */
  async probe(): Promise<boolean> {
    const { url, timeoutMs } = this.profile.systems.mes;
    try {
      return (await this.http.send({ method: "GET", url, timeoutMs })).status < 500;
    } catch {
      return false;
    }
  }

  async dispatch(document: DispatchDocument): Promise<DispatchOutcome> {
    const { url, timeoutMs } = this.profile.systems.mes;
    const body = { type: "order.dispatched", data: document };
    try {
      const headers = this.signer.headers(this.options.credential, document.dispatchId, JSON.stringify(body));
      const answer = await this.http.send({ method: "POST", url, headers, body, timeoutMs });
      // 409: the receiver has this dispatch already.
      return answer.status === 409 ? { outcome: "DISPATCHED" } : dispatchOutcomeOf(answer);
    } catch (error) {
      return dispatchOutcomeOfFailure(error);
    }
  }
}

export class WebhookMesFactory implements ConnectorFactory<MesConnector> {
  readonly adapter = "webhook";

  constructor(
    private readonly http: OutboundHttp,
    private readonly signer: WebhookSigner,
  ) {}

  create(profile: PlantProfile): MesConnector {
    // The schema of plant profiles has proven the options of this adapter.
    return new WebhookMesConnector(profile, profile.systems.mes.options as WebhookMesOptions, this.http, this.signer);
  }
}
