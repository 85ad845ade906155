import type { Clock } from "../../kernel/clock.js";
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
import { QueuedSend, type QueuedErp, type QueuedState } from "../queued/queued-send.js";
import { outcomeOfStatus } from "../send-outcome.js";
import { toMessage } from "./message.js";
import { queuedStateOf } from "./queued-state.js";

/** `systems.erp.options` of the adapter. */
export interface D365Options {
  readonly credential?: string;
  /** Legal entity (DataAreaId). */
  readonly company: string;
  readonly messageQueue?: string;
  /** Path of the OData entity over the queue's messages. */
  readonly statusEntity: string;
}

const SEND_MESSAGE = "/api/services/SysMessageServices/SysMessageService/SendMessage";
/** Queue of "Integrate with third-party manufacturing execution systems". */
const MANUFACTURING_QUEUE = "JmgMES3P";

/**
 * Dynamics 365 Supply Chain Management through its manufacturing message queue. The queue takes the same message twice
 * and books it twice, so that its messages are read by key before one is sent; what it has failed stays its own until a
 * person cancels it there, since Dynamics 365 may process it again.
 */
export class D365QueueConnector implements ErpConnector, QueuedErp {
  readonly capabilities: ConnectorCapabilities = {
    idempotencyKey: false,
    readBack: true,
    batch: false,
    maxRate: undefined,
  };
  readonly canRepeatFailed = false;
  readonly #root: string;
  readonly #queued: QueuedSend;

  constructor(
    private readonly profile: PlantProfile,
    private readonly options: D365Options,
    private readonly http: OutboundHttp,
    private readonly authorization: Authorization,
    clock: Clock,
  ) {
    const { url, errorMap, timeoutMs } = profile.systems.erp;
    this.#root = url.replace(/\/+$/, "");
    this.#queued = new QueuedSend(this, errorMap, timeoutMs, clock);
  }

  async probe(): Promise<boolean> {
    try {
      await this.state("");
      return true;
    } catch {
      return false;
    }
  }

  async send(document: PostingDocument, externalKey: string): Promise<SendOutcome> {
    return await this.#queued.send(document, externalKey);
  }

  async find(_document: PostingDocument, externalKey: string): Promise<ErpDocumentRef | undefined> {
    return await this.#queued.find(externalKey);
  }

  async state(externalKey: string): Promise<QueuedState> {
    const filter = encodeURIComponent(`ExternalKey eq '${externalKey}'`);
    const url = `${this.#root}${this.options.statusEntity}?$filter=${filter}&cross-company=true`;
    const answer = await this.#exchange({ method: "GET", url });
    const state = answer.status === 200 ? queuedStateOf(answer.body) : undefined;
    if (state !== undefined) return state;
    throw new OutboundFailure(`Dynamics 365 answered ${answer.status} to a look-up`, false, undefined);
  }

  async put(document: PostingDocument, externalKey: string): Promise<SendOutcome | undefined> {
    const { company, messageQueue = MANUFACTURING_QUEUE } = this.options;
    const message = toMessage(document, externalKey, this.profile);
    const body = {
      _companyId: company,
      _messageQueue: messageQueue,
      _messageType: message.type,
      _messageContent: JSON.stringify(message.content),
    };
    const { status } = await this.#exchange({ method: "POST", url: this.#root + SEND_MESSAGE, body });
    return status >= 200 && status < 300 ? undefined : outcomeOfStatus(status);
  }

  /** Half the time for each of the exchanges of a send, so that all of them fit into the lease of a posting. */
  async #exchange(request: Omit<OutboundRequest, "timeoutMs">): Promise<OutboundAnswer> {
    const { timeoutMs } = this.profile.systems.erp;
    const proof = await this.authorization.prove(this.options.credential, Math.ceil(timeoutMs / 2));
    return await this.http.send({ ...request, ...proof });
  }
}

export class D365QueueFactory implements ConnectorFactory<ErpConnector> {
  readonly adapter = "d365-queue";

  constructor(
    private readonly http: OutboundHttp,
    private readonly authorization: Authorization,
    private readonly clock: Clock,
  ) {}

  create(profile: PlantProfile): ErpConnector {
    // The schema of plant profiles has proven the options of this adapter.
    const options = profile.systems.erp.options as D365Options;
    return new D365QueueConnector(profile, options, this.http, this.authorization, this.clock);
  }
}
