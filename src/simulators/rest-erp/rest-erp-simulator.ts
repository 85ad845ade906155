/**
 * REST ERP simulator: an ERP of another dialect, shaped from the published REST interface of ERPNext
 * (`/api/resource/<doctype>`, doctypes Stock Entry, Job Card and Comment, exceptions with their HTTP statuses). It keeps
 * documents over a restart and fails on demand. It stands in for a real ERP in demos and tests.
 */
import { FaultScript, type FaultRule } from "../erp/fault-script.js";
import { JsonLinesStore } from "../json-lines-store.js";
import { JsonServer, type SimulatorAnswer, type SimulatorRequest } from "../json-server.js";
import type { Simulator, SimulatorOptions } from "../simulator-process.js";
import { DocumentBook } from "./document-book.js";
import { KEY_FIELD, type RestDocument, SERIES } from "./rest-document.js";

const SLOW_MS = 30_000;
const NOT_FOUND: SimulatorAnswer = { status: 404, body: { exc_type: "DoesNotExistError" } };

type Fields = Readonly<Record<string, unknown>>;

export class RestErpSimulator implements Simulator {
  readonly #server = new JsonServer(async (request) => await this.#route(request));
  readonly #store: JsonLinesStore<RestDocument>;
  readonly #book: DocumentBook;
  readonly #faults = new FaultScript();

  constructor(options: Pick<SimulatorOptions, "store">) {
    this.#store = new JsonLinesStore(options.store);
    this.#book = new DocumentBook(this.#store);
  }

  async listen(port: number): Promise<number> {
    return await this.#server.listen(port);
  }

  async close(): Promise<void> {
    await this.#server.close();
    this.#store.close();
  }

  async #route({ method, segments, query, body }: SimulatorRequest): Promise<SimulatorAnswer> {
    const [first, second, third] = segments;
    if (first === "simulator") return this.#control(`${method} ${second ?? ""}`, asFields(body), query);
    if (first !== "api") return NOT_FOUND;
    if (second === "method") return third === "ping" ? this.#ping() : NOT_FOUND;
    if (second !== "resource" || third === undefined || !(third in SERIES)) return NOT_FOUND;
    return method === "GET" ? this.#find(third, query) : await this.#create(third, asFields(body));
  }

  #ping(): SimulatorAnswer {
    return this.#readFault() ?? { status: 200, body: { message: "pong" } };
  }

  #readFault(): SimulatorAnswer | undefined {
    const struck = this.#faults.strike("READ", "");
    if (struck === undefined) return undefined;
    return struck.fault === "503" ? { status: 503, body: { exc_type: "SessionStopped" } } : { status: 0, isCut: true };
  }

  /** `filters=[["custom_external_key","=","…"]]`, the only filter it knows. */
  #find(doctype: string, query: URLSearchParams): SimulatorAnswer {
    const fault = this.#readFault();
    if (fault !== undefined) return fault;
    const [filter] = JSON.parse(query.get("filters") ?? "[]") as [string, string, string][];
    if (filter?.[0] !== KEY_FIELD) return refused(417, "ValidationError", `Filter by ${KEY_FIELD}`);
    const found = this.#book.byKey(doctype, filter[2]);
    return { status: 200, body: { data: found === undefined ? [] : [{ name: found.name }] } };
  }

  async #create(doctype: string, fields: Fields): Promise<SimulatorAnswer> {
    const struck = this.#faults.strike(doctype, orderOf(fields));
    if (struck?.fault === "503") return { status: 503, body: { exc_type: "SessionStopped" } };
    if (struck?.fault === "reset") return { status: 0, isCut: true };
    const delayMs = struck?.delayMs ?? SLOW_MS;
    if (struck?.fault === "late-commit") await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
    const answer = this.#commit(doctype, fields, struck?.fault);
    if (struck?.fault === "answer-lost-after-commit") return { ...answer, isCut: true };
    return struck?.fault === "slow" ? { ...answer, delayMs } : answer;
  }

  #commit(doctype: string, fields: Fields, fault: string | undefined): SimulatorAnswer {
    if (fault === "lock") return refused(417, "QueryDeadlockError", "Document is being changed by another process");
    if (fault === "closed-period") return refused(417, "ClosedPeriod", "You cannot create a document here");
    const key = fields[KEY_FIELD];
    if (this.#book.byKey(doctype, key) !== undefined)
      return refused(409, "DuplicateEntryError", `${doctype} with ${KEY_FIELD} ${String(key)} exists`);
    if (orderOf(fields) === "" && doctype !== "Stock Entry") return refused(417, "MandatoryError", "work_order");
    const { name } = this.#book.commit(doctype, fields);
    return { status: 200, body: { data: { name, doctype, ...fields } } };
  }

  #control(target: string, body: Fields, query: URLSearchParams): SimulatorAnswer {
    if (target === "GET documents") {
      const order = query.get("orderNumber");
      const items = this.#book.all.filter(({ fields }) => order === null || orderOf(fields) === order);
      return { status: 200, body: { items } };
    }
    if (target !== "POST faults") return NOT_FOUND;
    if (!Array.isArray(body["rules"])) return { status: 400, body: { message: "rules must be a list" } };
    this.#faults.replace(body["rules"] as FaultRule[], Number(body["seed"] ?? 1));
    return { status: 200, body: { rules: body["rules"] } };
  }
}

/** The order a document is of: its work order, or what a comment is about. */
function orderOf(fields: Fields): string {
  const order = fields["work_order"] ?? fields["reference_name"];
  return typeof order === "string" ? order : "";
}

const refused = (status: number, type: string, text: string): SimulatorAnswer => ({
  status,
  body: { exc_type: type, exception: `${type}: ${text}`, _server_messages: text },
});

const asFields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
