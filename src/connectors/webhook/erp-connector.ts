import type { PlantProfile } from "../../plants/public.js";
import type {
  ConnectorCapabilities,
  ConnectorFactory,
  ErpConnector,
  ErpDocumentRef,
  PostingDocument,
  SendOutcome,
} from "../connector.js";
import { OutboundFailure, type OutboundAnswer, type OutboundHttp } from "../outbound-http.js";
import { classed, isTransportStatus, outcomeOfFailure, outcomeOfStatus } from "../send-outcome.js";
import type { WebhookSigner } from "./webhook-signer.js";

/** `systems.erp.options` of the adapter. */
export interface WebhookErpOptions {
  readonly credential: string;
  /** Path below the address; `{key}` is the external key. Answers `{applied: boolean, number?: string}`. */
  readonly lookup: string;
}

/**
 * An ERP, or what stands before it, that takes postings as signed webhooks: `POST <url>` with the external key as
 * webhook-id, by which the receiver de-duplicates. It answers 2xx when it has stored the posting, and may name its document.
 */
export class WebhookErpConnector implements ErpConnector {
  readonly capabilities: ConnectorCapabilities = {
    idempotencyKey: true,
    readBack: true,
    batch: false,
    maxRate: undefined,
  };
  readonly #url: string;
  readonly #timeoutMs: number;

  constructor(
    private readonly profile: PlantProfile,
    private readonly options: WebhookErpOptions,
    private readonly http: OutboundHttp,
    private readonly signer: WebhookSigner,
  ) {
    this.#url = profile.systems.erp.url.replace(/\/+$/, "");
    this.#timeoutMs = profile.systems.erp.timeoutMs;
  }

  /** Asks for a key that no posting has; only the receiver itself answers that. */
  async probe(): Promise<boolean> {
    try {
      return !(await this.#lookUp("probe")).applied;
    } catch {
      return false;
    }
  }

  async send(document: PostingDocument, externalKey: string): Promise<SendOutcome> {
    const body = { type: `posting.${document.kind.toLowerCase()}`, timestamp: document.occurredAt, data: document };
    try {
      const headers = this.signer.headers(this.options.credential, externalKey, JSON.stringify(body));
      const answer = await this.http.send({
        method: "POST",
        url: this.#url,
        headers,
        body,
        timeoutMs: this.#timeoutMs,
      });
      return this.#toOutcome(answer, externalKey);
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }

  async find(_document: PostingDocument, externalKey: string): Promise<ErpDocumentRef | undefined> {
    const { applied, number } = await this.#lookUp(externalKey);
    return applied ? { number: number ?? externalKey } : undefined;
  }

  #toOutcome({ status, body }: OutboundAnswer, externalKey: string): SendOutcome {
    const { number, code, text } = membersOf(body);
    if (status >= 200 && status < 300) return { outcome: "APPLIED", document: { number: number ?? externalKey } };
    if (status === 409) return { outcome: "DUPLICATE", document: { number: number ?? externalKey } };
    if (code === undefined || isTransportStatus(status) || status >= 500) return outcomeOfStatus(status);
    return classed(this.profile.systems.erp.errorMap[code] ?? "ERP_REJECTED", code, text ?? code);
  }

  /** @throws OutboundFailure unless the receiver says clearly whether it has the key */
  async #lookUp(key: string): Promise<{ readonly applied: boolean; readonly number: string | undefined }> {
    const headers = this.signer.headers(this.options.credential, key, "");
    const url = this.#url + this.options.lookup.replaceAll("{key}", encodeURIComponent(key));
    const { status, body } = await this.http.send({ method: "GET", url, headers, timeoutMs: this.#timeoutMs });
    const { applied, number } = membersOf(body);
    if (status === 200 && applied !== undefined) return { applied, number };
    throw new OutboundFailure(`the receiver answered ${status} to a look-up`, false, undefined);
  }
}

export class WebhookErpFactory implements ConnectorFactory<ErpConnector> {
  readonly adapter = "webhook";

  constructor(
    private readonly http: OutboundHttp,
    private readonly signer: WebhookSigner,
  ) {}

  create(profile: PlantProfile): ErpConnector {
    // The schema of plant profiles has proven the options of this adapter.
    return new WebhookErpConnector(profile, profile.systems.erp.options as WebhookErpOptions, this.http, this.signer);
  }
}

interface AnswerMembers {
  readonly applied: boolean | undefined;
  readonly number: string | undefined;
  readonly code: string | undefined;
  readonly text: string | undefined;
}

function membersOf(body: unknown): AnswerMembers {
  const { applied, number, code, text } = (typeof body === "object" && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  return {
    applied: typeof applied === "boolean" ? applied : undefined,
    number: textOf(number),
    code: textOf(code),
    text: textOf(text),
  };
}
