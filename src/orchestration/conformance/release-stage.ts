import {
  ConnectorRegistry,
  type DispatchDocument,
  type DispatchOutcome,
  type MesConnector,
} from "../../connectors/public.js";
import { PostingLedger } from "../../delivery/public.js";
import { systemClock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { newTraceparent } from "../../kernel/trace-context.js";
import { UlidFactory } from "../../kernel/ulid.js";
import {
  AbandonRelease,
  AcceptOrders,
  type OrderWrite,
  AdvanceRelease,
  PlantLinks,
  ReleaseAcknowledgement,
  type ReleaseCheck,
  ReleaseDispatch,
  type ReleaseVerdict,
  ReleaseValidation,
  TrackPlantLink,
} from "../../orders/public.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import { PlantDirectory, type PlantProfile } from "../../plants/public.js";
import { PlantProfileStore } from "../../plants/profile/plant-profile.store.js";
import { CommandRelay } from "../command-relay.js";
import { EngineCommandStore } from "../engine-command.store.js";
import { OrderRelease } from "../workflows/order-release.js";
import { eventually } from "./eventually.js";
import { type TestEngine, silentLogger } from "./test-engine.js";

type Answer = (document: DispatchDocument) => Promise<DispatchOutcome>;

/** A fake MES: answers the dispatches of each order as it is told and remembers them. */
export class FakeMes implements MesConnector {
  readonly #dispatches: DispatchDocument[] = [];
  readonly #answers = new Map<string, Answer[]>();

  probe(): Promise<boolean> {
    return Promise.resolve(true);
  }

  dispatch(document: DispatchDocument): Promise<DispatchOutcome> {
    this.#dispatches.push(document);
    const answer = this.#answers.get(String(document.order["orderNumber"]))?.shift();
    return answer === undefined ? Promise.resolve({ outcome: "DISPATCHED" }) : answer(document);
  }

  /** What the next dispatches of the order answer; after them they are taken. */
  answer(orderNumber: string, ...answers: Answer[]): void {
    this.#answers.set(orderNumber, answers);
  }

  dispatchesOf(orderNumber: string): DispatchDocument[] {
    return this.#dispatches.filter((document) => document.order["orderNumber"] === orderNumber);
  }
}

const UNREACHABLE: DispatchOutcome = {
  outcome: "RETRYABLE",
  error: { code: "MES_UNAVAILABLE", foreignCode: "HTTP/503", text: "The MES answered 503." },
};
export const unreachable = (): Promise<DispatchOutcome> => Promise.resolve(UNREACHABLE);

export const VALID: ReleaseVerdict = {
  verdict: "VALIDATED",
  checks: [{ check: "routing", result: "PASS" }],
  findings: [],
};

const PROFILE: PlantProfile = {
  plant: "P1",
  name: "Plant 1",
  companyCode: "1000",
  timeZone: "Europe/Berlin",
  status: "ACTIVE",
  systems: {
    erp: { name: "ERP1", adapter: "fake", url: "", maxParallel: 4, quantityScale: 3, timeoutMs: 1000, errorMap: {} },
    mes: { name: "MES1", adapter: "fake", url: "", timeoutMs: 1000, ackTimeoutSeconds: 0.3, dispatchAttemptsMax: 3 },
  },
  release: {
    checks: {
      plantContext: "ERROR",
      routing: "ERROR",
      workCenter: "ERROR",
      uom: "ERROR",
      availability: "ERROR",
      lots: "ERROR",
      massBalance: "ERROR",
    },
    stockMaxAgeMinutes: 60,
    massBalanceFactorMax: 1.1,
  },
  tolerances: { overPct: 5, underPct: 5, clockSkewSeconds: 120, overTolerance: "WARN" },
  execution: { gapWaitSeconds: 30, onGap: "PARK" },
  classification: [],
  retry: { baseMs: 20, factor: 2, maxMs: 100, maxAgeHours: 72 },
  mappings: {
    unit: { KG: "KGM" },
    workCenter: { MIX01: "LINE-1/MIX" },
    movementType: {},
    reason: {},
    lot: {},
    storageLocation: {},
    material: {},
  },
  b2mml: {
    watchFolder: undefined,
    defaultDuration: "PT8H",
    orderType: "PROCESS",
    segment: {},
    center: {},
    recipe: {},
    badCheckDigit: "WARN",
  },
};

const component = (componentLine: string): object => ({
  componentLine,
  operationNumber: "0010",
  materialNumber: "RM-100",
  quantity: { value: "30", unit: "KGM" },
});

const order = (orderNumber: string, revision: number): object => ({
  orderNumber,
  plantCode: "P1",
  revision,
  erpSystem: "ERP1",
  orderType: "PROCESS",
  material: { number: "FG-4711" },
  quantity: { value: "60", unit: "KGM" },
  plannedStart: "2026-11-23T08:00:00Z",
  plannedEnd: "2026-11-23T16:00:00Z",
  routing: { id: "RT", version: "1" },
  bom: { id: "BOM", version: "1" },
  operations: [
    { operationNumber: "0010", sequence: 1, workCenterCode: "MIX01" },
    { operationNumber: "0020", sequence: 2, workCenterCode: "PACK01" },
  ],
  components: [component("0010"), component("0030")],
});

/** Acceptance, relay, engine and release workflow on one real database, between a fake MES and the test. */
export class ReleaseStage {
  readonly ids = new UlidFactory(systemClock);
  readonly mes = new FakeMes();
  /** What the release checks say; they have tests of their own. */
  report: ReleaseVerdict = VALID;
  readonly validation: ReleaseValidation;
  readonly dispatch: ReleaseDispatch;
  readonly acknowledgement: ReleaseAcknowledgement;
  readonly accept: AcceptOrders;
  readonly relay: CommandRelay;

  constructor(readonly context: TestEngine) {
    const audit = new AuditLog(systemClock);
    const outbox = new Outbox(this.ids, systemClock);
    const advance = new AdvanceRelease(context.unitOfWork, audit, outbox);
    const plants = new PlantDirectory(new PlantProfileStore(context.unitOfWork), systemClock);
    const check: ReleaseCheck = () => Promise.resolve(this.report);
    const connectors = new ConnectorRegistry([], [{ adapter: "fake", create: () => this.mes }]);
    this.accept = new AcceptOrders(context.pool, this.ids, outbox, audit);
    this.validation = new ReleaseValidation(advance, check);
    const link = new TrackPlantLink(new PlantLinks(context.unitOfWork, systemClock), audit, outbox);
    this.dispatch = new ReleaseDispatch(advance, plants, connectors, () => 0.5, link);
    const ledger = new PostingLedger(this.ids, audit, context.unitOfWork);
    this.acknowledgement = new ReleaseAcknowledgement(advance, plants, ledger);
    this.relay = new CommandRelay(
      context.unitOfWork,
      new EngineCommandStore(),
      context.engine,
      systemClock,
      silentLogger,
    );
    const abandonment = new AbandonRelease(context.unitOfWork, audit);
    const { validation, dispatch, acknowledgement, ids } = this;
    context.engine.register(new OrderRelease(validation, dispatch, acknowledgement, abandonment, ids, silentLogger));
  }

  async open(): Promise<void> {
    await this.context.pool.query(
      "INSERT INTO il.plant_profile (plant_code, version, profile, checksum, applied_by) VALUES ('P1', 1, $1, 'x', 'test')",
      [JSON.stringify(PROFILE)],
    );
    await this.context.engine.launch();
    this.relay.start();
  }

  async close(): Promise<void> {
    await this.relay.stop();
  }

  /** An order as its ERP releases it. */
  async release(orderNumber: string, revision = 1): Promise<string> {
    const request = this.#request("releaseOrder", orderNumber, order(orderNumber, revision));
    const columns = { revision, materialNumber: "FG-4711", quantity: "60", unit: "KGM", ifMatch: undefined };
    const result = await this.accept.release(request, columns);
    if (result.verdict !== "ACCEPTED") throw new Error(`release: ${JSON.stringify(result)}`);
    this.relay.nudge();
    return result.operationId;
  }

  /** The answer of the MES, as it would come through the API. */
  async acknowledge(orderNumber: string, dispatchId: string, result: "ACK" | "NACK"): Promise<string> {
    const refusal = result === "NACK" ? { code: "NO_RECIPE", reason: "No recipe" } : { mesOrderRef: "MES-77" };
    const document = { dispatchId, result, occurredAt: "2026-11-22T23:30:00Z", ...refusal };
    const request = this.#request("acknowledgeOrder", orderNumber, document);
    const accepted = await this.accept.acknowledge(request, dispatchId, result, undefined);
    if (accepted.verdict !== "ACCEPTED") throw new Error(`acknowledgement: ${JSON.stringify(accepted)}`);
    this.relay.nudge();
    return accepted.operationId;
  }

  #request(operation: string, orderNumber: string, body: object): OrderWrite {
    const document = JSON.stringify(body);
    return {
      clientId: "test",
      operation,
      permission: "order:release",
      idempotencyKey: this.ids.next(),
      requestHash: sha256Hex(document),
      documentHash: sha256Hex(document),
      correlationId: `C-${orderNumber}`,
      traceparent: newTraceparent(),
      plantCode: "P1",
      orderNumber,
      resource: `/production-order/v1/orders/P1/${orderNumber}`,
      operationsPath: "/production-order/v1/operations",
      document,
      resourceType: "production-order",
    };
  }

  /** The first row of a query. */
  async row(statement: string, ...values: unknown[]): Promise<Record<string, unknown>> {
    return (await this.context.pool.query<Record<string, unknown>>(statement, values)).rows[0] ?? {};
  }

  orderRow(orderNumber: string): Promise<Record<string, unknown>> {
    return this.row("SELECT * FROM il.production_order WHERE plant_code = 'P1' AND order_number = $1", orderNumber);
  }

  operation(id: string): Promise<Record<string, unknown>> {
    return this.row("SELECT state, problem FROM il.operation_status WHERE id = $1", id);
  }

  reaches(orderNumber: string, syncState: string): Promise<Record<string, unknown>> {
    return eventually(
      () => this.orderRow(orderNumber),
      (row) => row["sync_state"] === syncState,
    );
  }

  /** Event names of the order, without prefix and version, in the order of their commits. */
  async events(orderNumber: string): Promise<string[]> {
    const statement = "SELECT type FROM il.outbox WHERE partition_key = $1 ORDER BY id";
    const { rows } = await this.context.pool.query<{ type: string }>(statement, [`P1/${orderNumber}`]);
    return rows.map(({ type }) => type.replace(/^com\.interlock\.production-order\.|\.v1$/g, ""));
  }

  /** Ends when the workflow of the revision has ended. */
  async ends(orderNumber: string, revision = 1): Promise<string> {
    const statement = "SELECT status FROM dbos.workflow_status WHERE workflow_uuid = $1";
    const row = await eventually(
      () => this.row(statement, `order-release:P1/${orderNumber}:${revision}`),
      ({ status }) => status === "SUCCESS" || status === "ERROR",
    );
    return String(row["status"]);
  }
}
