/**
 * ERP simulator: speaks the part of SAP's OData that the sap-odata connector uses, keeps documents over a restart and
 * fails on demand. It stands in for a real ERP in demos and tests and is no part of the product's own work.
 */
import type { ApiPaths } from "../../client/public.js";
import { systemClock } from "../../kernel/clock.js";
import { GatewayClient, toGatewayAnswer } from "../gateway-client.js";
import { JsonLinesStore } from "../json-lines-store.js";
import { JsonServer, type SimulatorAnswer, type SimulatorRequest } from "../json-server.js";
import type { Simulator, SimulatorOptions } from "../simulator-process.js";
import { type Conditions, NO_CONDITIONS } from "./conditions.js";
import { CANCELLATION, isCancelled, readCancellation } from "./cancel-confirmation.js";
import { DocumentBook } from "./document-book.js";
import type { ErpDocument } from "./erp-document.js";
import { type FaultRule, FaultScript } from "./fault-script.js";
import { collection } from "./odata-answer.js";
import { readFilterKey, readPosting } from "./odata-payload.js";
import { type KnownOrder, OrderRegister } from "./order-register.js";
import { PostDocument } from "./post-document.js";
import { countStatistics } from "./statistics.js";

type OrderRelease = ApiPaths["production-order"]["v1"]["/orders"]["post"]["requestBody"]["content"]["application/json"];

const RELEASE_ATTEMPTS_MAX = 12;
const NOT_FOUND: SimulatorAnswer = { status: 404, body: { message: "There is no such address." } };

export class ErpSimulator implements Simulator {
  readonly #server = new JsonServer(async (request) => await this.#route(request));
  readonly #documentStore: JsonLinesStore<ErpDocument>;
  readonly #orderStore: JsonLinesStore<KnownOrder>;
  readonly #book: DocumentBook;
  readonly #orders: OrderRegister;
  readonly #faults = new FaultScript();
  readonly #post: PostDocument;
  readonly #gateway: GatewayClient | undefined;

  constructor(options: Omit<SimulatorOptions, "port">) {
    this.#documentStore = new JsonLinesStore(options.store);
    this.#orderStore = new JsonLinesStore(options.store === undefined ? undefined : `${options.store}.orders`);
    this.#book = new DocumentBook(this.#documentStore);
    this.#orders = new OrderRegister(this.#orderStore);
    this.#post = new PostDocument(this.#book, this.#orders, this.#faults);
    const { credentials, gateway } = options;
    this.#gateway = credentials === undefined ? undefined : new GatewayClient(gateway, credentials, systemClock);
  }

  async listen(port: number): Promise<number> {
    return await this.#server.listen(port);
  }

  async close(): Promise<void> {
    this.#gateway?.close();
    await this.#server.close();
    this.#documentStore.close();
    this.#orderStore.close();
  }

  async #route(request: SimulatorRequest): Promise<SimulatorAnswer> {
    const [first, ...rest] = request.segments;
    if (first === "healthz") return { status: 200, body: { status: "ok", system: "erp-simulator" } };
    if (first === "simulator") return await this.#control(request, rest.join("/"));
    if (first === "sap") return await this.#odata(request, request.segments.at(-1) ?? "");
    return NOT_FOUND;
  }

  async #odata(request: SimulatorRequest, entitySet: string): Promise<SimulatorAnswer> {
    if (request.method === "GET") return this.#find(request);
    const posting =
      entitySet === CANCELLATION
        ? readCancellation(request.query, this.#book)
        : readPosting(entitySet, asObject(request.body));
    if (typeof posting !== "string") return await this.#post.run(posting);
    return {
      status: 400,
      body: { error: { code: "005056A509B11EE1B9A8FEC11C21578E", message: { lang: "en", value: posting } } },
    };
  }

  #find(request: SimulatorRequest): SimulatorAnswer {
    const struck = this.#faults.strike("READ", "");
    if (struck?.fault === "503") return { status: 503 };
    if (struck !== undefined) return { status: 0, isCut: true };
    const key = readFilterKey(request.query.get("$filter"));
    const documents = key === undefined ? [] : this.#book.byKey(key);
    return collection(documents, (document) => isCancelled(document, this.#book));
  }

  async #control(request: SimulatorRequest, path: string): Promise<SimulatorAnswer> {
    switch (`${request.method} ${path}`) {
      case "GET documents":
        return this.#documents(request.query.get("orderNumber"));
      case "GET statistics":
        return { status: 200, body: { ...countStatistics(this.#book.all), faultsStruck: this.#faults.struck } };
      case "GET orders":
        return { status: 200, body: { items: this.#orders.all } };
      case "POST orders":
        return await this.#release(asObject(request.body)["order"]);
      case "POST faults":
        return this.#setFaults(asObject(request.body));
      case "POST conditions":
        this.#post.conditions = { ...NO_CONDITIONS, ...(asObject(request.body) as Partial<Conditions>) };
        return { status: 200, body: this.#post.conditions };
      case "POST behaviour":
        this.#post.isRegisteringUnknownOrders = asObject(request.body)["registerUnknownOrders"] !== false;
        return { status: 200, body: { registerUnknownOrders: this.#post.isRegisteringUnknownOrders } };
      default:
        return NOT_FOUND;
    }
  }

  #documents(orderNumber: string | null): SimulatorAnswer {
    const items = this.#book.all.filter((document) => orderNumber === null || document.orderNumber === orderNumber);
    return { status: 200, body: { items } };
  }

  #setFaults(body: Readonly<Record<string, unknown>>): SimulatorAnswer {
    if (!Array.isArray(body["rules"])) return { status: 400, body: { message: "rules must be a list" } };
    this.#faults.replace(body["rules"] as FaultRule[], Number(body["seed"] ?? 1));
    return { status: 200, body: { rules: body["rules"] } };
  }

  /** Releases an order to the gateway, as the ERP's background job would: the same key for the same revision. */
  async #release(given: unknown): Promise<SimulatorAnswer> {
    const order = asObject(given) as Partial<KnownOrder>;
    if (this.#gateway === undefined)
      return { status: 503, body: { message: "The simulator has no credentials for the gateway." } };
    const { plantCode, orderNumber, revision } = order;
    if (plantCode === undefined || orderNumber === undefined || revision === undefined) {
      return { status: 400, body: { message: "order needs plantCode, orderNumber and revision" } };
    }
    this.#orders.register({ ...order, plantCode, orderNumber, revision });
    const key = `release-${plantCode}/${orderNumber}-${revision}`;
    const sent = await this.#gateway.orders(RELEASE_ATTEMPTS_MAX).POST("/orders", {
      params: { header: { "Idempotency-Key": key } },
      // What the test has made of the order, right or wrong, goes out as it is.
      body: order as OrderRelease,
    });
    const answer = toGatewayAnswer(sent);
    return { status: answer.status, body: answer };
  }
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
