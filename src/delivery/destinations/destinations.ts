import type { Problem } from "../../kernel/problem.js";
import type { AuditIntent, AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { closeBreaker, openBreaker, takeTurn } from "./destination-breaker.js";
import type { BreakerState, DestinationRecord } from "./destination-record.js";
import { type ShareGrant, type ShareRequest, takeShare } from "./destination-share.js";
import {
  ADD_DESTINATION,
  DESTINATIONS_OF_WORKER,
  destinationValues,
  type DestinationRow,
  LOCK_DESTINATION,
  READ_DESTINATIONS,
  toDestination,
  WRITE_DESTINATION,
} from "./destination.statement.js";

/** What a worker knows of a destination until it asks again. */
export interface Admission extends ShareGrant {
  readonly breaker: BreakerState;
  /** True when it is HALF_OPEN and this worker's turn. */
  readonly isMyTurn: boolean;
  /** Until somebody may try again; 0 while it is not OPEN. */
  readonly openForMs: number;
}

/** What the gate of a destination asks of the agreement of all workers. */
export interface DestinationAgreement {
  /** Takes the worker's share for the next moment. */
  share(name: string, request: ShareRequest): Promise<Admission>;
  /** Nothing more is sent for so long. @param problem undefined: the one that opened it before */
  open(name: string, worker: string, problem: Problem | undefined, breakMs: number): Promise<void>;
  /** The worker whose turn it was has got through. */
  close(name: string, worker: string): Promise<void>;
  /** A worker is dead: what it might have used goes to the others now instead of some seconds later. */
  forget(worker: string): Promise<void>;
}

/**
 * The agreement of all workers on what may go to each destination: breaker, parallel postings, rate and ramp-up. One row
 * of il.destination each, changed under its lock by the clock of the database; a worker asks some times a second and
 * keeps its share in memory, so that a posting costs no question.
 */
export class Destinations implements DestinationAgreement {
  readonly #known = new Set<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  async share(name: string, request: ShareRequest): Promise<Admission> {
    return await this.#change(name, (before, nowMs) => {
      const { record, grant } = takeShare(takeTurn(before, request.worker, nowMs), request, nowMs);
      const isMyTurn = record.breaker === "HALF_OPEN" && record.prober === request.worker;
      const openForMs = record.breaker === "OPEN" ? Math.max(0, (record.openUntilMs ?? 0) - nowMs) : 0;
      return { record, result: { ...grant, breaker: record.breaker, isMyTurn, openForMs } };
    });
  }

  async open(name: string, worker: string, problem: Problem | undefined, breakMs: number): Promise<void> {
    await this.#change(name, (record, nowMs) => ({
      record: openBreaker(record, worker, problem, breakMs, nowMs),
      result: undefined,
    }));
  }

  async close(name: string, worker: string): Promise<void> {
    await this.#change(name, (record, nowMs) => ({ record: closeBreaker(record, worker, nowMs), result: undefined }));
  }

  async forget(worker: string): Promise<void> {
    for (const { name } of await this.unitOfWork.read<{ name: string }>(DESTINATIONS_OF_WORKER, [worker])) {
      await this.#change(name, (record, nowMs) => {
        const { [worker]: _, ...shares } = record.shares;
        const isItsTurn = record.prober === worker;
        return { record: { ...record, shares, ...(isItsTurn ? { openUntilMs: nowMs } : {}) }, result: undefined };
      });
    }
  }

  /** All destinations by name, as of `nowMs`. */
  async list(): Promise<{ readonly record: DestinationRecord; readonly nowMs: number }[]> {
    const rows = await this.unitOfWork.read<DestinationRow>(READ_DESTINATIONS);
    return rows.map((row) => ({ record: toDestination(row), nowMs: row.now_ms }));
  }

  async #change<T>(
    name: string,
    change: (record: DestinationRecord, nowMs: number) => { record: DestinationRecord; result: T },
  ): Promise<T> {
    if (!this.#known.has(name)) await this.unitOfWork.read(ADD_DESTINATION, [name]);
    this.#known.add(name);
    return await this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<DestinationRow>(LOCK_DESTINATION, [name]);
      if (row === undefined) throw new Error(`destination ${name} has no row`);
      const before = toDestination(row);
      const { record, result } = change(before, row.now_ms);
      if (record !== before) await tx.query(WRITE_DESTINATION, destinationValues(record));
      await this.#record(tx, before, record);
      return result;
    });
  }

  /** The first break and its end are recorded; how often a worker tried in between says nothing more. */
  async #record(tx: Tx, before: DestinationRecord, after: DestinationRecord): Promise<void> {
    const hasOpened = before.breaker === "CLOSED" && after.breaker === "OPEN";
    const hasClosed = before.breaker === "HALF_OPEN" && after.breaker === "CLOSED";
    if (hasOpened) await this.audit.append(tx, [changed("destination:open", before, after, after.problem)]);
    if (hasClosed) await this.audit.append(tx, [changed("destination:close", before, after, before.problem)]);
  }
}

function changed(
  action: string,
  before: DestinationRecord,
  after: DestinationRecord,
  problem: Problem | undefined,
): AuditIntent {
  return {
    actor: "worker",
    action,
    resourceType: "destination",
    resourceId: after.name,
    correlationId: problem?.correlationId ?? after.name,
    before: { breaker: before.breaker },
    after: { breaker: after.breaker, ...(problem === undefined ? {} : { code: problem.code }) },
  };
}
