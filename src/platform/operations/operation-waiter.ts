import type { Clock } from "../../kernel/clock.js";
import type { UnitOfWork } from "../persistence/unit-of-work.js";
import {
  type OperationStatus,
  type OperationStatusRow,
  SELECT_OPERATIONS,
  toOperationStatus,
} from "./operation-status.js";

const POLL_INTERVAL_MS = 40;

interface Waiter {
  readonly id: string;
  readonly deadlineMs: number;
  resolve(status: OperationStatus | undefined): void;
  reject(error: unknown): void;
}

/**
 * Waits for accepted work on behalf of `Prefer: wait` (RFC 7240 §4.3). The work ends in another process as often as
 * in this one, so one query every 40 ms asks for all waiters together.
 */
export class OperationWaiter {
  #waiters: Waiter[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly unitOfWork: Pick<UnitOfWork, "read">,
    private readonly clock: Clock,
  ) {}

  async read(id: string): Promise<OperationStatus | undefined> {
    const [row] = await this.unitOfWork.read<OperationStatusRow>(SELECT_OPERATIONS, [[id]]);
    return row === undefined ? undefined : toOperationStatus(row);
  }

  /** The operation as it stands when it has left RUNNING, or when the time is over. */
  wait(id: string, seconds: number): Promise<OperationStatus | undefined> {
    if (seconds === 0) return this.read(id);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ id, deadlineMs: this.clock.monotonicMs() + seconds * 1000, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#poll();
    }, POLL_INTERVAL_MS);
  }

  async #poll(): Promise<void> {
    const waiters = this.#waiters;
    this.#waiters = [];
    try {
      const ids = [...new Set(waiters.map((waiter) => waiter.id))];
      const rows = await this.unitOfWork.read<OperationStatusRow>(SELECT_OPERATIONS, [ids]);
      const byId = new Map(rows.map((row) => [row.id, toOperationStatus(row)]));
      waiters.forEach((waiter) => this.#settleOrKeep(waiter, byId.get(waiter.id)));
    } catch (error) {
      waiters.forEach((waiter) => waiter.reject(error));
    }
    if (this.#waiters.length > 0) this.#schedule();
  }

  #settleOrKeep(waiter: Waiter, status: OperationStatus | undefined): void {
    const isOver = this.clock.monotonicMs() >= waiter.deadlineMs;
    if (status === undefined || status.state !== "RUNNING" || isOver) waiter.resolve(status);
    else this.#waiters.push(waiter);
  }
}
