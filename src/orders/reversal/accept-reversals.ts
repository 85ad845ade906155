import type { Pool } from "pg";
import type { RowSource } from "../../genealogy/public.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import { type AcceptResult, AcceptWriter } from "../../platform/accept/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { type OrderWrite, toAcceptRequest } from "../accept/order-write.js";
import { ACCEPT_REVERSALS } from "./accept-reversal.statement.js";
import { findDependents, readReversalTarget } from "./find-dependents.js";

/** A reversal as it is asked for. */
export interface ReversalColumns {
  /** Id of the confirmation to take back. */
  readonly reverses: string;
  readonly reasonCode: string;
  readonly occurredAt: string;
  readonly postingDate: string | undefined;
  /** The version the caller has seen; undefined for any. */
  readonly ifMatch: number | undefined;
  /** True when the policy keeps this confirmation from the caller. */
  readonly isForbidden: boolean;
}

/** Durable accept of reversals of confirmations. */
export class AcceptReversals {
  readonly #reversals: AcceptWriter<typeof ACCEPT_REVERSALS.columns>;
  readonly #source: RowSource;

  constructor(pool: Pool, ids: UlidFactory, audit: AuditLog, unitOfWork: UnitOfWork) {
    this.#reversals = new AcceptWriter(pool, ids, audit, "accept-confirmation-reversals", ACCEPT_REVERSALS);
    this.#source = (statement, values) => unitOfWork.read(statement, [...values]);
  }

  /** @param confirmationId id of the new confirmation, which is also part of its address */
  async reverse(request: OrderWrite, confirmationId: string, columns: ReversalColumns): Promise<AcceptResult> {
    const { plantCode, orderNumber } = request;
    const { reverses, reasonCode } = columns;
    const target = await readReversalTarget(this.#source, plantCode, orderNumber, reverses);
    const dependents = target === undefined ? [] : await findDependents(this.#source, target);
    return await this.#reversals.accept(toAcceptRequest(request, { reverses, reasonCode }), confirmationId, {
      order_number: orderNumber,
      reverses,
      reason_code: reasonCode,
      occurred_at: columns.occurredAt,
      posting_date: columns.postingDate,
      if_match: columns.ifMatch,
      is_forbidden: String(columns.isForbidden),
      dependents: JSON.stringify(dependents),
    });
  }
}
