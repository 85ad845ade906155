import type { PlantProfile } from "../../plants/public.js";
import type { ConnectorFactory, DispatchDocument, DispatchOutcome, ForeignError, MesConnector } from "../connector.js";
import { OutboundFailure, type OutboundAnswer, type OutboundHttp } from "../outbound-http.js";

/** Statuses of 400-499 that say nothing about the order: credentials, time, load. */
const NOT_ABOUT_THE_ORDER = new Set([401, 403, 407, 408, 425, 429]);

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
      return toOutcome(answer);
    } catch (error) {
      if (!(error instanceof OutboundFailure)) throw error;
      return { outcome: "RETRYABLE", error: unavailable("no-answer", error.message) };
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

function toOutcome(answer: OutboundAnswer): DispatchOutcome {
  const { status } = answer;
  if (status >= 200 && status < 300) return { outcome: "DISPATCHED" };
  if (status >= 400 && status < 500 && !NOT_ABOUT_THE_ORDER.has(status))
    return { outcome: "NACKED", error: refusal(answer) };
  return { outcome: "RETRYABLE", error: unavailable(`HTTP/${status}`, `The MES answered ${status}.`) };
}

function unavailable(foreignCode: string, text: string): ForeignError {
  return { code: "MES_UNAVAILABLE", foreignCode, text };
}

function refusal(answer: OutboundAnswer): ForeignError {
  const body: { code?: unknown; reason?: unknown } =
    typeof answer.body === "object" && answer.body !== null ? answer.body : {};
  return {
    code: "MES_REFUSED",
    foreignCode: typeof body.code === "string" ? body.code : `HTTP/${answer.status}`,
    text: typeof body.reason === "string" ? body.reason : `The MES answered ${answer.status}.`,
  };
}
