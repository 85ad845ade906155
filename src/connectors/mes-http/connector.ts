import type { PlantProfile } from "../../plants/public.js";
import type { ConnectorFactory, DispatchDocument, DispatchOutcome, MesConnector } from "../connector.js";
import { dispatchOutcomeOf, dispatchOutcomeOfFailure } from "../dispatch-outcome.js";
import type { OutboundHttp } from "../outbound-http.js";

/**
 * An MES that takes dispatches as JSON: `POST <url>/dispatches`. The MES de-duplicates by dispatchId, so every
 * doubtful case is simply sent again.
 */
export class MesHttpConnector implements MesConnector {
  readonly #url: string;
  readonly #timeoutMs: number;

  constructor(
    profile: PlantProfile,
    private readonly http: OutboundHttp,
  ) {
    this.#url = profile.systems.mes.url.replace(/\/+$/, "");
    this.#timeoutMs = profile.systems.mes.timeoutMs;
  }

  async probe(): Promise<boolean> {
    try {
      return (
        (await this.http.send({ method: "GET", url: `${this.#url}/healthz`, timeoutMs: this.#timeoutMs })).status ===
        200
      );
    } catch {
      return false;
    }
  }

  async dispatch(document: DispatchDocument): Promise<DispatchOutcome> {
    try {
      const answer = await this.http.send({
        method: "POST",
        url: `${this.#url}/dispatches`,
        headers: { "idempotency-key": document.dispatchId },
        body: document,
        timeoutMs: this.#timeoutMs,
      });
      return dispatchOutcomeOf(answer);
    } catch (error) {
      return dispatchOutcomeOfFailure(error);
    }
  }
}

export class MesHttpFactory implements ConnectorFactory<MesConnector> {
  readonly adapter = "mes-http";

  constructor(private readonly http: OutboundHttp) {}

  create(profile: PlantProfile): MesConnector {
    return new MesHttpConnector(profile, this.http);
  }
}
