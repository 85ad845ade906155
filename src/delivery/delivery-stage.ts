/** Test stage of this folder: the real ledger and drainer on a real database, against the ERP simulator. */
import { Pool } from "pg";
import pino from "pino";
import { DataSource } from "typeorm";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.js";
import { ERP, testDocument, testProfile } from "../connectors/connector-fixtures.js";
import {
  ConnectorRegistry,
  OutboundHttp,
  type PostingDocument,
  type PostingKind,
  SapODataFactory,
} from "../connectors/public.js";
import { systemClock } from "../kernel/clock.js";
import { newTraceparent } from "../kernel/trace-context.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { type Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../plants/public.js";
import { ErpSimulator } from "../simulators/erp/erp-simulator.js";
import { DestinationGates } from "./destination-gate.js";
import { Destinations } from "./destinations/destinations.js";
import { DuePostings } from "./due-postings.js";
import { ErpTargets } from "./erp-targets.js";
import { LaneDrainer } from "./lane-drainer.js";
import type { NewPosting, SettledPosting } from "./posting.js";
import { PostingLedger } from "./posting-ledger.js";
import { PostingListeners } from "./posting-listeners.js";
import { PostingSteps } from "./posting-steps.js";
import { PostingTransitions } from "./posting-transitions.js";
import { ReleaseParkedPosting } from "./release-parked-posting.js";

/** What the tests read of a posting. */
export interface StageRow {
  readonly id: string;
  readonly seq: string;
  readonly order_number: string;
  readonly kind: PostingKind;
  readonly state: string;
  readonly attempts: number;
  readonly external_key: string;
  readonly problem: { code: string; class: string; erp?: { code: string } } | null;
  readonly erp_document: { number: string } | null;
}

/** One process that drains; several of them make a cluster. */
export interface StageWorker {
  readonly drainer: LaneDrainer;
  readonly transitions: PostingTransitions;
  readonly due: DuePostings;
  readonly gates: DestinationGates;
}

export class DeliveryStage {
  readonly settled: SettledPosting[] = [];
  readonly ids = new UlidFactory(systemClock);
  readonly audit = new AuditLog(systemClock);
  readonly http = new OutboundHttp();
  readonly listeners = new PostingListeners();
  readonly connectors = new ConnectorRegistry([new SapODataFactory(this.http)], []);
  readonly ledger: PostingLedger;
  readonly #gates: DestinationGates[] = [];
  #minutes = 0;

  private constructor(
    readonly unitOfWork: UnitOfWork,
    readonly erpUrl: string,
    public profile: PlantProfile,
    private readonly dispose: () => Promise<void>,
  ) {
    this.ledger = new PostingLedger(this.ids, this.audit, unitOfWork);
    this.listeners.register({
      lock: async () => undefined,
      onSettled: async (_tx, posting) => void this.settled.push(posting),
    });
  }

  static async open(): Promise<DeliveryStage> {
    const database: TestDatabase = await createTestDatabase();
    const dataSource = await new DataSource({ type: "postgres", url: database.url, extra: { max: 8 } }).initialize();
    const pool = new Pool({ connectionString: database.url, max: 8 });
    // The database is dropped under idle connections at the end.
    pool.on("error", () => undefined);
    const erp = new ErpSimulator({ gateway: "", store: undefined, credentials: undefined });
    const url = `http://127.0.0.1:${await erp.listen(0)}`;
    return new DeliveryStage(new UnitOfWork(dataSource, pool), url, testProfile(url), async () => {
      await erp.close();
      await dataSource.destroy();
      await pool.end();
      await database.drop();
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#gates.map((gates) => gates.stop()));
    await this.http.close();
    await this.dispose();
  }

  worker(name: string, breakMs?: number): StageWorker {
    const { unitOfWork } = this;
    const outbox = new Outbox(this.ids, systemClock);
    const transitions = new PostingTransitions(unitOfWork, this.audit, outbox, this.listeners, name);
    const logger = pino({ level: "silent" });
    const agreement = new Destinations(unitOfWork, this.audit);
    const gates = new DestinationGates(agreement, name, systemClock, logger, breakMs);
    this.#gates.push(gates);
    const due = new DuePostings(unitOfWork, gates);
    const steps = new PostingSteps({ transitions, clock: systemClock, random: () => 0.5 }, unitOfWork);
    const targets = new ErpTargets({ profile: async () => this.profile }, this.connectors);
    const drainer = new LaneDrainer(due, targets, gates, steps, logger);
    return { drainer, transitions, due, gates };
  }

  /** Enqueues one posting of each kind, in order; each call happens a minute after the last one. */
  async enqueue(
    orderNumber: string,
    kinds: readonly PostingKind[],
    members: Partial<PostingDocument> = {},
  ): Promise<void> {
    const minute = this.#minutes++;
    await this.unitOfWork.run(async (tx) => {
      await this.ledger.enqueue(
        tx,
        kinds.map((kind) => this.newPosting(orderNumber, kind, members, minute)),
      );
    });
  }

  newPosting(orderNumber: string, kind: PostingKind, members: Partial<PostingDocument> = {}, minute = 0): NewPosting {
    const occurredAt = new Date(Date.UTC(2026, 10, 23, 8, minute)).toISOString();
    return {
      plantCode: "P100",
      orderNumber,
      destination: ERP,
      kind,
      sourceId: `source-${orderNumber}`,
      operationId: this.ids.next(),
      document: { ...testDocument(kind, orderNumber, occurredAt), ...members },
      correlationId: `correlation-${orderNumber}`,
      traceparent: newTraceparent(),
    };
  }

  async release(tx: Tx, worker: StageWorker, postingId: string, actor: string, reason: string): Promise<void> {
    await new ReleaseParkedPosting(worker.transitions).run(tx, postingId, actor, reason);
  }

  async rows(orderNumber?: string): Promise<StageRow[]> {
    return await this.unitOfWork.read<StageRow>(
      `SELECT id, seq::text, order_number, kind, state, attempts, external_key, problem, erp_document FROM il.posting p
       WHERE $1::text IS NULL OR order_number = $1 ORDER BY p.seq`,
      [orderNumber ?? null],
    );
  }

  async states(orderNumber: string): Promise<string[]> {
    return (await this.rows(orderNumber)).map((row) => row.state);
  }

  async outcomes(postingId: string): Promise<string[]> {
    const rows = await this.unitOfWork.read<{ text: string }>(
      "SELECT action || ' ' || outcome AS text FROM il.posting_attempt WHERE posting_id = $1 ORDER BY n",
      [postingId],
    );
    return rows.map((row) => row.text);
  }

  async eventTypes(): Promise<string[]> {
    const rows = await this.unitOfWork.read<{ type: string }>("SELECT type FROM il.outbox ORDER BY id");
    return rows.map((row) => row.type.replace(/^com\.interlock\.|\.v1$/g, ""));
  }

  /** Waiting is for the clock of the database; tests let the time of a posting come at once. */
  async makeDue(): Promise<void> {
    await this.unitOfWork.read("UPDATE il.posting SET next_at = now() - interval '1 second'");
  }

  /** One drain of every due lane. */
  async drainOnce(worker: StageWorker): Promise<void> {
    for (const { destination, lane } of await worker.due.lanesWithDueWork())
      await worker.drainer.drain(destination, lane);
  }

  /** Drains until nothing moves by itself any more. */
  async drainAll(...workers: readonly StageWorker[]): Promise<void> {
    for (let round = 0; round < 400; round++) {
      await Promise.all(workers.map(async (worker) => await this.drainOnce(worker)));
      const [row] = await this.unitOfWork.read<{ open: number }>(
        `SELECT count(*)::int AS open FROM il.posting p
         WHERE state NOT IN ('POSTED', 'PARKED', 'DEAD', 'DISCARDED', 'AGGREGATED', 'REVERSED') AND NOT EXISTS (
           SELECT 1 FROM il.posting e WHERE e.order_number = p.order_number AND e.seq < p.seq AND e.state IN ('PARKED', 'DEAD'))`,
      );
      if (row?.open === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`postings do not settle: ${JSON.stringify(await this.rows())}`);
  }

  async erp<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
    const answer = await this.http.send({ method, url: `${this.erpUrl}/simulator/${path}`, body, timeoutMs: 5_000 });
    return answer.body as T;
  }

  async fault(...rules: readonly unknown[]): Promise<void> {
    await this.erp("POST", "faults", { rules, seed: 7 });
  }

  async documents(orderNumber: string): Promise<{ kind: string; key: string; number: string }[]> {
    return (
      await this.erp<{ items: { kind: string; key: string; number: string }[] }>(
        "GET",
        `documents?orderNumber=${orderNumber}`,
      )
    ).items;
  }
}
