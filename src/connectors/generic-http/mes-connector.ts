import type { PlantProfile } from "../../plants/public.js";
import type { Authorization } from "../authorization/authorization.js";
import type { ConnectorFactory, DispatchDocument, DispatchOutcome, MesConnector } from "../connector.js";
import { dispatchOutcomeOf, dispatchOutcomeOfFailure } from "../dispatch-outcome.js";
import { Mapping } from "../mapping/mapping.js";
import type { OutboundHttp } from "../outbound-http.js";
import { fillPath } from "./fill-path.js";
import type { GenericMesOptions } from "./options.js";

/** Any MES with a JSON interface that takes a dispatch with the same id once only; the plant folder says its words. */
export class GenericMesConnector implements MesConnector {
  readonly #root: string;
  readonly #body: Mapping;

  constructor(
    private readonly profile: PlantProfile,
    private readonly options: GenericMesOptions,
    private readonly http: OutboundHttp,
    private readonly authorization: Authorization,
  ) {
    this.#root = profile.systems.mes.url.replace(/\/+$/, "");
    this.#body = new Mapping(options.body, "systems.mes.options.body");
  }

  async probe(): Promise<boolean> {
    try {
      const url = this.#root + this.options.probe;
      const { status } = await this.http.send({ method: "GET", url, ...(await this.#prove()) });
      return status >= 200 && status < 300;
    } catch {
      return false;
    }
  }

  async dispatch(document: DispatchDocument): Promise<DispatchOutcome> {
    const { keyHeader, path } = this.options;
    try {
      const body = await this.#body.apply(document);
      const { headers, timeoutMs } = await this.#prove();
      const answer = await this.http.send({
        method: "POST",
        url: this.#root + fillPath(path, { key: document.dispatchId }),
        headers: { ...headers, ...(keyHeader === undefined ? {} : { [keyHeader]: document.dispatchId }) },
        body,
        timeoutMs,
      });
      return dispatchOutcomeOf(answer);
    } catch (error) {
      return dispatchOutcomeOfFailure(error);
    }
  }

  async #prove(): Promise<{ headers: Readonly<Record<string, string>>; timeoutMs: number }> {
    return await this.authorization.prove(this.options.credential, this.profile.systems.mes.timeoutMs);
  }
}

export class GenericMesFactory implements ConnectorFactory<MesConnector> {
  readonly adapter = "generic-http";

  constructor(
    private readonly http: OutboundHttp,
    private readonly authorization: Authorization,
  ) {}

  create(profile: PlantProfile): MesConnector {
    // The schema of plant profiles has proven the options of this adapter.
    const options = profile.systems.mes.options as GenericMesOptions;
    return new GenericMesConnector(profile, options, this.http, this.authorization);
  }
}
