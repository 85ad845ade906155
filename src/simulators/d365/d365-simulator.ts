/**
 * Dynamics 365 simulator: the service that puts messages into the manufacturing queue, a processor that books them a
 * little later, and an entity that shows their state. Message types and fields are those that Microsoft publishes for
 * "Integrate with third-party manufacturing execution systems"; the status entity is the simulator's own. Like the real
 * queue it keeps no key unique: a message that came twice is booked twice, and `bookings` shows it.
 */
import { FaultScript, type FaultRule } from "../erp/fault-script.js";
import { JsonServer, type SimulatorAnswer, type SimulatorRequest } from "../json-server.js";

const TYPES: ReadonlySet<string> = new Set([
  "ProdProductionOrderStart",
  "ProdProductionOrderPickingList",
  "ProdProductionOrderRouteCard",
  "ProdProductionOrderReportFinished",
]);
const NOT_FOUND: SimulatorAnswer = { status: 404, body: { Message: "There is no such address." } };
const SLOW_MS = 30_000;

type State = "Queued" | "Processed" | "Failed" | "Canceled";

export interface D365Message {
  readonly type: string;
  readonly company: string;
  readonly content: Readonly<Record<string, unknown>>;
  state: State;
  error: { readonly code: string; readonly text: string } | undefined;
  number: string;
}

export class D365Simulator {
  readonly messages: D365Message[] = [];
  /** Messages stay queued while it is false. */
  isProcessing = true;
  /** `Authorization` header that callers must send. */
  authorization: string | undefined;
  readonly #faults = new FaultScript();
  readonly #server = new JsonServer(async (request) => this.#route(request));

  async listen(port: number): Promise<number> {
    return await this.#server.listen(port);
  }

  async close(): Promise<void> {
    await this.#server.close();
  }

  /** From now on the rules strike; kind is the message type, READ means look-ups. */
  fail(...rules: readonly FaultRule[]): void {
    this.#faults.replace(rules, 1);
  }

  bookings(key: string): number {
    return this.#byKey(key).filter(({ state }) => state === "Processed").length;
  }

  /** A person cancels what failed, as on the page of the queue. */
  cancelFailed(key: string): void {
    for (const message of this.#byKey(key)) if (message.state === "Failed") message.state = "Canceled";
  }

  #byKey(key: string): D365Message[] {
    return this.messages.filter(({ content }) => content["InterlockExternalKey"] === key);
  }

  #route(request: SimulatorRequest): SimulatorAnswer {
    if (request.segments[0] === "oauth2") return this.#token(request);
    if (this.authorization !== undefined && request.headers["authorization"] !== this.authorization)
      return { status: 401 };
    const path = request.segments.join("/");
    if (request.method === "GET" && path === "data/ManufacturingMessages") return this.#status(request.query);
    const isSend = path === "api/services/SysMessageServices/SysMessageService/SendMessage";
    return request.method === "POST" && isSend ? this.#send(request.body) : NOT_FOUND;
  }

  #token({ text, headers }: SimulatorRequest): SimulatorAnswer {
    const isGranted = text.includes("grant_type=client_credentials") && headers["authorization"] !== undefined;
    return isGranted ? { status: 200, body: { access_token: "d365-token", expires_in: 3600 } } : { status: 400 };
  }

  #status(query: URLSearchParams): SimulatorAnswer {
    if (this.#faults.strike("READ", "") !== undefined) return { status: 503 };
    if (this.isProcessing) this.#process();
    const key = /ExternalKey eq '([^']*)'/.exec(query.get("$filter") ?? "")?.[1] ?? "";
    const value = this.#byKey(key).map(({ state, number, error }) => ({
      MessageState: state,
      ResultDocument: number,
      ErrorCode: error?.code ?? "",
      ErrorText: error?.text ?? "",
    }));
    return { status: 200, body: { value } };
  }

  #send(body: unknown): SimulatorAnswer {
    const { _companyId: company, _messageType: type, _messageContent: text } = body as Record<string, string>;
    if (company === undefined || type === undefined || text === undefined || !TYPES.has(type))
      return { status: 400, body: { Message: "The message type is not known." } };
    const struck = this.#faults.strike(type, "");
    if (struck?.fault === "503") return { status: 503 };
    if (struck?.fault === "reset") return { status: 0, isCut: true };
    const content = JSON.parse(text) as D365Message["content"];
    const error = struck?.fault === "closed-period" ? CLOSED : undefined;
    this.messages.push({ type, company, content, state: "Queued", error, number: "" });
    if (struck?.fault === "answer-lost-after-commit") return { status: 200, isCut: true };
    return struck?.fault === "slow" ? { status: 200, delayMs: struck.delayMs ?? SLOW_MS } : { status: 200 };
  }

  /** The batch job that empties the queue. */
  #process(): void {
    for (const [index, message] of this.messages.entries()) {
      if (message.state !== "Queued") continue;
      message.state = message.error === undefined ? "Processed" : "Failed";
      message.number = message.error === undefined ? `JNL-${String(index + 1).padStart(6, "0")}` : "";
    }
  }
}

const CLOSED = { code: "SYS17393", text: "Period for the date is closed." };
