import type { PlantProfile } from "../../plants/public.js";
import type { Authorization } from "../authorization/authorization.js";
import type {
  ConnectorCapabilities,
  ConnectorFactory,
  ErpConnector,
  ErpDocumentRef,
  PostingDocument,
  SendOutcome,
} from "../connector.js";
import { OutboundFailure, type OutboundAnswer, type OutboundHttp, type OutboundRequest } from "../outbound-http.js";
import { classed, DUPLICATE, isTransportStatus, outcomeOfFailure, outcomeOfStatus, refusal } from "../send-outcome.js";
import { documentRefOf, errorTextOf } from "./answer.js";
import { ErpMappings } from "./erp-mappings.js";
import { fillPath } from "./fill-path.js";
import type { GenericErpOptions } from "./options.js";

/**
 * Any ERP with a JSON interface: addresses, bodies and the meaning of answers come from the plant folder. What the ERP
 * does against duplicates is not known here, so an unanswered send is looked up before it is repeated.
 */
export class GenericErpConnector implements ErpConnector {
  readonly capabilities: ConnectorCapabilities;
  readonly #root: string;
  readonly #mappings: ErpMappings;

  constructor(
    private readonly profile: PlantProfile,
    private readonly options: GenericErpOptions,
    private readonly http: OutboundHttp,
    private readonly authorization: Authorization,
  ) {
    this.#root = profile.systems.erp.url.replace(/\/+$/, "");
    this.#mappings = new ErpMappings(profile, options);
    const hasKeyHeader = options.keyHeader !== undefined;
    this.capabilities = { idempotencyKey: hasKeyHeader, readBack: true, batch: false, maxRate: undefined };
  }

  async probe(): Promise<boolean> {
    try {
      const { status } = await this.#get(this.options.probe);
      return status >= 200 && status < 300;
    } catch {
      return false;
    }
  }

  async send(document: PostingDocument, externalKey: string): Promise<SendOutcome> {
    try {
      const message = this.#mappings.message(document.kind);
      const { keyHeader } = this.options;
      const body = await message.body.apply({ ...document, key: externalKey });
      const { headers, timeoutMs } = await this.#prove();
      const answer = await this.http.send({
        method: message.method,
        url: this.#root + fillPath(message.path, placesOf(document, externalKey)),
        headers: { ...headers, ...(keyHeader === undefined ? {} : { [keyHeader]: externalKey }) },
        body,
        timeoutMs,
      });
      return await this.#toOutcome(answer, document, externalKey);
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }

  async find(document: PostingDocument, externalKey: string): Promise<ErpDocumentRef | undefined> {
    const { find } = this.#mappings.message(document.kind);
    const answer = await this.#get(fillPath(find, placesOf(document, externalKey)));
    if (answer.status === this.options.absentStatus) return undefined;
    // A page of a proxy is no answer of the ERP, even with status 200.
    if (answer.status !== 200 || answer.body === undefined)
      throw new OutboundFailure(`the ERP answered ${answer.status} to a look-up`, false, undefined);
    return documentRefOf(await this.#mappings.found.apply(answer.body));
  }

  async #toOutcome(answer: OutboundAnswer, document: PostingDocument, externalKey: string): Promise<SendOutcome> {
    const { status } = answer;
    if (status < 200 || status >= 300) return await this.#refused(answer, document, externalKey);
    // Whatever is wrong with the reading of this answer, the ERP has taken the document.
    const made = documentRefOf(await this.#mappings.document.apply(answer.body).catch(() => undefined));
    if (made !== undefined) return { outcome: "APPLIED", document: made };
    return refusal("UNKNOWN", "ERP_TIMEOUT_UNKNOWN", `HTTP/${status}`, "The ERP answered without a document number.");
  }

  async #refused(answer: OutboundAnswer, document: PostingDocument, externalKey: string): Promise<SendOutcome> {
    const { status, body } = answer;
    const said = errorTextOf(await this.#mappings.error?.apply(body).catch(() => undefined));
    const byCode = said === undefined ? undefined : this.profile.systems.erp.errorMap[said.code];
    const code = byCode ?? this.options.statuses?.[String(status)];
    if (code === undefined && (said === undefined || isTransportStatus(status) || status >= 500))
      return outcomeOfStatus(status);
    const { code: foreignCode, text } = said ?? { code: `HTTP/${status}`, text: `The ERP answered ${status}.` };
    if (code !== DUPLICATE) return classed(code ?? "ERP_REJECTED", foreignCode, text);
    const found = await this.find(document, externalKey).catch(() => undefined);
    if (found !== undefined) return { outcome: "DUPLICATE", document: found };
    return refusal("UNKNOWN", "ERP_TIMEOUT_UNKNOWN", foreignCode, `${text} Its document could not be read yet.`);
  }

  async #get(path: string): Promise<OutboundAnswer> {
    return await this.http.send({ method: "GET", url: this.#root + path, ...(await this.#prove()) });
  }

  async #prove(): Promise<Pick<OutboundRequest, "headers" | "timeoutMs">> {
    return await this.authorization.prove(this.options.credential, this.profile.systems.erp.timeoutMs);
  }
}

export class GenericErpFactory implements ConnectorFactory<ErpConnector> {
  readonly adapter = "generic-http";

  constructor(
    private readonly http: OutboundHttp,
    private readonly authorization: Authorization,
  ) {}

  create(profile: PlantProfile): ErpConnector {
    // The schema of plant profiles has proven the options of this adapter.
    const options = profile.systems.erp.options as GenericErpOptions;
    return new GenericErpConnector(profile, options, this.http, this.authorization);
  }
}

const placesOf = ({ plantCode, orderNumber }: PostingDocument, key: string): Readonly<Record<string, string>> => ({
  key,
  plantCode,
  orderNumber,
});
