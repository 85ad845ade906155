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
import { RefusedPayload } from "../refused-payload.js";
import { classed, DUPLICATE, isTransportStatus, outcomeOfFailure, outcomeOfStatus, refusal } from "../send-outcome.js";
import { cancellationRequest, cancelledLookup, isCancellation, isCancelled } from "./confirmation-cancellation.js";
import { confirmationGuid, CONFIRMATION_SET, confirmationRequest } from "./confirmation-request.js";
import { SAP_ERROR_MAP } from "./error-map.js";
import { MATERIAL_DOCUMENT_SET, materialDocumentRequest } from "./material-document-request.js";
import { documentOf, entitiesOf, entityOf, errorOf } from "./odata-answer.js";
import { ORDER_STATUS_SET, orderStatusRequest } from "./order-status-request.js";
import type { SapRequest } from "./sap-request.js";

const SERVICE_ROOT = "/sap/opu/odata/sap/";

/**
 * SAP over OData 2 JSON. Confirmations carry the external key as ExternalSystemConfirmation, which the ERP itself keeps
 * unique; material documents carry it as ReferenceDocument, which it does not, so an unanswered send must be looked up
 * before it is repeated.
 */
export class SapODataConnector implements ErpConnector {
  readonly capabilities: ConnectorCapabilities = {
    idempotencyKey: false,
    readBack: true,
    batch: false,
    maxRate: undefined,
  };
  readonly #root: string;
  readonly #timeoutMs: number;
  readonly #errorMap: Readonly<Record<string, string>>;

  constructor(
    private readonly profile: PlantProfile,
    private readonly http: OutboundHttp,
  ) {
    const { erp } = profile.systems;
    this.#root = erp.url.replace(/\/+$/, "") + SERVICE_ROOT;
    this.#timeoutMs = erp.timeoutMs;
    this.#errorMap = { ...SAP_ERROR_MAP, ...erp.errorMap };
  }

  async probe(): Promise<boolean> {
    try {
      const url = `${this.#root}${MATERIAL_DOCUMENT_SET}?$top=1&$format=json`;
      return (await this.http.send({ method: "GET", url, timeoutMs: this.#timeoutMs })).status === 200;
    } catch {
      return false;
    }
  }

  async send(document: PostingDocument, externalKey: string): Promise<SendOutcome> {
    try {
      const request = isCancellation(document)
        ? await this.#toCancellation(document)
        : toRequest(document, externalKey, this.profile);
      if ("outcome" in request) return request;
      const answer = await this.http.send({
        method: "POST",
        url: this.#root + request.entitySet,
        body: request.payload,
        timeoutMs: this.#timeoutMs,
      });
      return await this.#toOutcome(answer, document, externalKey);
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }

  async find(document: PostingDocument, externalKey: string): Promise<ErpDocumentRef | undefined> {
    const entity = await this.#lookUp(
      isCancellation(document) ? cancelledLookup(document) : lookup(document, externalKey),
    );
    if (entity === undefined || (isCancellation(document) && !isCancelled(entity))) return undefined;
    const found = documentOf(entity);
    if (found === undefined) throw new OutboundFailure("the ERP found a document without a number", false, undefined);
    return found;
  }

  /** The first entity of a look-up. @throws OutboundFailure when the answer cannot be read */
  async #lookUp(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const url = `${this.#root}${path}&$top=1&$format=json`;
    const answer = await this.http.send({ method: "GET", url, timeoutMs: this.#timeoutMs });
    const entities = answer.status === 200 ? entitiesOf(answer.body) : undefined;
    if (entities === undefined)
      throw new OutboundFailure(`the ERP answered ${answer.status} to a look-up`, false, undefined);
    return entities[0];
  }

  /** A confirmation is cancelled by its number in the ERP; one that is cancelled already needs nothing more. */
  async #toCancellation(document: PostingDocument): Promise<SapRequest | SendOutcome> {
    const confirmation = await this.#lookUp(cancelledLookup(document));
    if (confirmation === undefined)
      throw new RefusedPayload("ERP_REJECTED", "The ERP does not have the confirmation that is taken back.");
    const done = isCancelled(confirmation) ? documentOf(confirmation) : undefined;
    return done === undefined ? cancellationRequest(document, confirmation) : { outcome: "DUPLICATE", document: done };
  }

  async #toOutcome(answer: OutboundAnswer, document: PostingDocument, externalKey: string): Promise<SendOutcome> {
    const { status } = answer;
    if (status >= 200 && status < 300) {
      const made = documentOf(entityOf(answer.body));
      if (made !== undefined) return { outcome: "APPLIED", document: made };
      return refusal("UNKNOWN", "ERP_TIMEOUT_UNKNOWN", `HTTP/${status}`, "The ERP answered without a document number.");
    }
    const error = errorOf(answer.body);
    const isMapped = error?.codes.some((code) => code in this.#errorMap) ?? false;
    if (error === undefined || (!isMapped && isTransportStatus(status))) return outcomeOfStatus(status);
    return this.#mapped(error.codes, error.text, document, externalKey);
  }

  async #mapped(
    codes: readonly string[],
    text: string,
    document: PostingDocument,
    externalKey: string,
  ): Promise<SendOutcome> {
    const foreignCode = codes.find((code) => code in this.#errorMap) ?? codes[0] ?? "";
    const code = this.#errorMap[foreignCode] ?? "ERP_REJECTED";
    if (code === DUPLICATE) return this.#duplicate(foreignCode, text, document, externalKey);
    return classed(code, foreignCode, text);
  }

  /** The ERP says the key is there; the posting is settled only with the document's number. */
  async #duplicate(
    foreignCode: string,
    text: string,
    document: PostingDocument,
    externalKey: string,
  ): Promise<SendOutcome> {
    const found = await this.find(document, externalKey).catch(() => undefined);
    if (found !== undefined) return { outcome: "DUPLICATE", document: found };
    return refusal("UNKNOWN", "ERP_TIMEOUT_UNKNOWN", foreignCode, `${text} Its document could not be read yet.`);
  }
}

export class SapODataFactory implements ConnectorFactory<ErpConnector> {
  readonly adapter = "sap-odata";

  constructor(private readonly http: OutboundHttp) {}

  create(profile: PlantProfile): ErpConnector {
    return new SapODataConnector(profile, this.http);
  }
}

function toRequest(document: PostingDocument, externalKey: string, profile: PlantProfile): SapRequest {
  if (document.kind === "CONFIRMATION") return confirmationRequest(document, externalKey, profile);
  if (document.kind === "ORDER_ACKNOWLEDGEMENT") return orderStatusRequest(document, externalKey);
  return materialDocumentRequest(document, externalKey, profile);
}

function lookup(document: PostingDocument, externalKey: string): string {
  if (document.kind === "CONFIRMATION") {
    return `${CONFIRMATION_SET}?$filter=${encodeURIComponent(`ExternalSystemConfirmation eq guid'${confirmationGuid(externalKey)}'`)}`;
  }
  const set = document.kind === "ORDER_ACKNOWLEDGEMENT" ? ORDER_STATUS_SET : MATERIAL_DOCUMENT_SET;
  return `${set}?$filter=${encodeURIComponent(`ReferenceDocument eq '${externalKey}'`)}`;
}
