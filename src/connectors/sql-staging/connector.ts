import type { Pool } from "pg";
import type { Clock } from "../../kernel/clock.js";
import type { PlantProfile } from "../../plants/public.js";
import type {
  ConnectorCapabilities,
  ConnectorFactory,
  ErpConnector,
  ErpDocumentRef,
  PostingDocument,
  SendOutcome,
} from "../connector.js";
import { QueuedSend, type QueuedErp, type QueuedState } from "../queued/queued-send.js";
import { failureOf, refusalOf } from "./sql-failure.js";
import type { StagingPools } from "./staging-pools.js";
import { putStatement, readStatement, type StagingRow } from "./staging-statements.js";

/** `systems.erp.options` of the adapter. */
export interface SqlStagingOptions {
  readonly credential?: string;
  /** Staging table, with its schema. */
  readonly table: string;
}

/**
 * An ERP that takes postings from a staging table of its PostgreSQL. The external key is the table's primary key, so
 * that a posting is there once; the ERP writes what became of a row back into it.
 */
export class SqlStagingConnector implements ErpConnector, QueuedErp {
  readonly capabilities: ConnectorCapabilities = {
    idempotencyKey: true,
    readBack: true,
    batch: false,
    maxRate: undefined,
  };
  readonly canRepeatFailed = true;
  readonly #queued: QueuedSend;

  constructor(
    { systems }: PlantProfile,
    private readonly options: SqlStagingOptions,
    private readonly pool: () => Pool,
    clock: Clock,
  ) {
    const { errorMap, timeoutMs } = systems.erp;
    this.#queued = new QueuedSend(this, errorMap, timeoutMs, clock);
  }

  async probe(): Promise<boolean> {
    try {
      await this.pool().query(readStatement(this.options.table), [""]);
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
    try {
      const { rows } = await this.pool().query<StagingRow>(readStatement(this.options.table), [externalKey]);
      return stateOf(rows[0]);
    } catch (error) {
      throw failureOf(error);
    }
  }

  async put(document: PostingDocument, externalKey: string): Promise<SendOutcome | undefined> {
    const { plantCode, orderNumber, kind, postingDate, occurredAt } = document;
    const values = [externalKey, plantCode, orderNumber, kind, postingDate, occurredAt, JSON.stringify(document)];
    try {
      await this.pool().query(putStatement(this.options.table), values);
      return undefined;
    } catch (error) {
      const refused = refusalOf(error);
      if (refused !== undefined) return refused;
      throw failureOf(error);
    }
  }
}

export class SqlStagingFactory implements ConnectorFactory<ErpConnector> {
  readonly adapter = "sql-staging";

  constructor(
    private readonly pools: StagingPools,
    private readonly clock: Clock,
  ) {}

  create(profile: PlantProfile): ErpConnector {
    const { url, timeoutMs, maxParallel } = profile.systems.erp;
    // The schema of plant profiles has proven the options of this adapter.
    const options = profile.systems.erp.options as SqlStagingOptions;
    const address = { url, credential: options.credential, timeoutMs, connectionsMax: maxParallel };
    return new SqlStagingConnector(profile, options, () => this.pools.pool(address), this.clock);
  }
}

function stateOf(row: StagingRow | undefined): QueuedState {
  if (row === undefined) return { state: "ABSENT" };
  if (row.status === "DONE") return { state: "BOOKED", document: { number: row.document_number ?? "" } };
  if (row.status !== "ERROR") return { state: "WAITING" };
  return { state: "FAILED", foreignCode: row.error_code ?? "", text: row.error_text ?? "The ERP gave no reason." };
}
